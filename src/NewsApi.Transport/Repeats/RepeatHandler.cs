using System.Buffers;
using System.IO.Pipelines;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Rates;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.Repeats;

/// <summary>
/// Answers a request that equals an earlier one, while the executor has its answer in memory. Bytes and headers are those that the whole
/// way would send. Every other request goes on, with its body unread.
/// </summary>
internal sealed class RepeatHandler(RequestDelegate next, RepeatedRequests repeats, TransportOptions options)
{
    private static readonly ClaimsPrincipal Anonymous = new();

    private readonly ClientNetwork _network = new(options.LimitPrivateAddresses);

    public Task HandleAsync(HttpContext context)
    {
        if (!RepeatableRequests.Accept(context, options))
        {
            return next(context);
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            var (request, result) = Find(context, default);
            return Send(context, request, result) ?? next(context);
        }

        if (context.Request.ContentLength > RepeatedRequests.LargestBody)
        {
            return next(context);
        }

        // Usually the body came in one packet with the headers.
        var body = context.Request.BodyReader;
        ReadResult read;
        try
        {
            if (!body.TryRead(out read))
            {
                return WaitAsync(context, body, null);
            }
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            return next(context);
        }

        return read.IsCompleted && read.Buffer.Length <= RepeatedRequests.LargestBody
            ? AnswerWith(context, body, read.Buffer) ?? next(context)
            : WaitAsync(context, body, read);
    }

    /// <summary>
    /// Waits for the rest of the body, and then answers the request or passes it on. A body without a length is passed on as soon as it is
    /// too long.
    /// </summary>
    private async Task WaitAsync(HttpContext context, PipeReader body, ReadResult? first)
    {
        Task? answer = null;
        try
        {
            if (first is { } part)
            {
                body.AdvanceTo(part.Buffer.Start, part.Buffer.End);
            }

            for (var isOver = false; !isOver;)
            {
                var read = await body.ReadAsync(context.RequestAborted).ConfigureAwait(false);
                if (read.Buffer.Length > RepeatedRequests.LargestBody)
                {
                    body.AdvanceTo(read.Buffer.Start);
                    isOver = true;
                }
                else if (read.IsCompleted)
                {
                    answer = AnswerWith(context, body, read.Buffer);
                    isOver = true;
                }
                else
                {
                    body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                }
            }
        }
        catch (Exception broken) when (IsBroken(broken))
        {
        }

        await (answer ?? next(context)).ConfigureAwait(false);
    }

    /// <summary>
    /// Returns true if the body cannot be read to its end. The handler of the request meets the same failure, and answers it.
    /// </summary>
    private static bool IsBroken(Exception failure) => failure is BadHttpRequestException or IOException or OperationCanceledException;

    /// <summary>Begins to send the answer. Returns null if there is none; then the body is still unread.</summary>
    private Task? AnswerWith(HttpContext context, PipeReader reader, ReadOnlySequence<byte> body)
    {
        var (request, result) = Find(context, body.IsSingleSegment ? body.FirstSpan : body.ToArray());
        reader.AdvanceTo(result is null ? body.Start : body.End);
        return Send(context, request, result);
    }

    private (RepeatedRequest? Request, OperationResponse.Result? Result) Find(HttpContext context, ReadOnlySpan<byte> body) =>
        repeats.Find(RequestView.Of(context.Request, body)) is { } request
            ? (request, request.Operation.Repeat(Client.Of(Anonymous, _network.Find(context.Connection.RemoteIpAddress))))
            : default;

    private Task? Send(HttpContext context, RepeatedRequest? request, OperationResponse.Result? result)
    {
        if (request is null || result is null)
        {
            return null;
        }

        repeats.CountAnswer();
        context.SetEndpoint(request.Endpoint);

        // Not cancelled: writing to a connection that the client has closed does nothing.
        return ResponseWriter.WriteAsync(context, request.Format, result, options.CursorHeader, CancellationToken.None);
    }
}
