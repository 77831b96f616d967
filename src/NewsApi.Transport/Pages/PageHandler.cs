using Microsoft.AspNetCore.Http;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Responses;
using NewsApi.Transport.Telemetry;

namespace NewsApi.Transport.Pages;

/// <summary>
/// Sends the events of a subscription as pages: each response has the events after a cursor, and the cursor of the next page. A request
/// waits if there is no event yet. Its URL is the same for all clients at the same cursor, so a cache in front that collapses equal
/// requests sends one of them to the service, however many clients wait.
/// </summary>
internal sealed class PageHandler(
    TransportOptions options, ServiceStop stop, ClientLimits limits, CallerCheck checkCaller, TimeProvider time)
{
    /// <summary>
    /// A cache may use a page for one second. It needs this second for the clients that wait at the same cursor: nginx looks twice a second
    /// whether the response for them is there. A longer time would show the text of an article after its withdrawal.
    /// </summary>
    private const string Shared = "public, max-age=1";

    /// <summary>For a client with credentials: a proxy must not give its response to other clients.</summary>
    private const string Private = "private, no-store";

    /// <summary>Sends a page. Failures of the operation are thrown.</summary>
    public async Task AnswerAsync(HttpContext context, ResponseFormat format, IAsyncEnumerable<StreamEvent> events, bool mayWait)
    {
        var (opened, tooMany) = LongResponse.TryOpen(limits, context);
        using (opened)
        {
            if (tooMany is not null)
            {
                await LongResponse.RejectAsync(context, format, tooMany).ConfigureAwait(false);
                return;
            }

            var answer = await checkCaller(context, default, context.RequestAborted).ConfigureAwait(false);
            await (answer switch
            {
                CallerAnswer.Known known => RunAsync(context, format, events, mayWait, known),
                CallerAnswer.Rejected rejected => RejectAsync(TransportError.NotKnown(rejected.Reason)),
                CallerAnswer.Unavailable => RejectAsync(TransportError.Unavailable),
                _ => throw new InvalidOperationException($"Unknown answer: {answer}."),
            }).ConfigureAwait(false);
        }

        Task RejectAsync(TransportError error) => ResponseWriter.RejectAsync(context, format, error, context.RequestAborted);
    }

    private async Task RunAsync(
        HttpContext context, ResponseFormat format, IAsyncEnumerable<StreamEvent> events, bool mayWait, CallerAnswer.Known caller)
    {
        var tick = PageTick.Next(time.GetUtcNow(), options.PageWait);
        var aborted = context.RequestAborted;
        using var credentials = new CredentialLifetime(caller, time);
        using var waited = new CancellationTokenSource(tick.Left, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted, stop.Begun, credentials.Ended, waited.Token);
        var page = await PageReader.ReadAsync(
            events, mayWait && !HttpMethods.IsHead(context.Request.Method), ended.Token).ConfigureAwait(false);
        aborted.ThrowIfCancellationRequested();
        if (FindRejection() is { } rejection)
        {
            await ResponseWriter.RejectAsync(context, format, rejection, aborted).ConfigureAwait(false);
            return;
        }

        // A page that ended early is not kept: the next request with its URL must reach a process that does not stop.
        var wasStopped = page.Events.Count == 0 && stop.Begun.IsCancellationRequested;
        var isKnown = caller.Caller.Identity is { IsAuthenticated: true } || context.Request.Headers.Authorization.Count > 0;
        context.Response.Headers.CacheControl = isKnown ? Private : wasStopped ? "no-store" : Shared;
        if (options.CursorHeader is { } header && page.Cursor is not null)
        {
            context.Response.Headers[header] = page.Cursor;
        }

        var next = page is { IsUnmoved: true, Cursor: { } cursor } && waited.IsCancellationRequested && !wasStopped
            ? PageTick.Add(cursor, tick.Number)
            : page.Cursor;
        await (page.Error.IsEmpty
            ? WriteAsync(Outcome.Data, PageWriter.Write(page, next, options.PageWait))
            // Kept like a page: thousands of clients may stand at a cursor that has expired.
            : WriteAsync(Outcome.RequestError, page.Error)).ConfigureAwait(false);
        foreach (var _ in page.Events)
        {
            TransportTelemetry.CountDelivery("page");
        }

        Task WriteAsync(Outcome outcome, ReadOnlyMemory<byte> body) =>
            ResponseWriter.WritePageAsync(context, format, outcome, body, isCompressed: !isKnown, aborted);

        TransportError? FindRejection() => credentials.IsOver ? TransportError.NotKnown("The key or token was revoked or has expired.")
            : page.Cursor is null && ended.IsCancellationRequested ? TransportError.NoPage
            : null;
    }
}
