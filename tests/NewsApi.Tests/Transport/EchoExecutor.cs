using System.Text.Json;
using NewsApi.Transport.Operations;

namespace NewsApi.Tests.Transport;

/// <summary>Answers with the request as it came over the seam; a few documents ask for another ending.</summary>
internal sealed class EchoExecutor : IOperationExecutor
{
    private int _executed;

    /// <summary>Set when a <c>wait</c> or <c>pause</c> operation has begun.</summary>
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What a <c>pause</c> operation waits for.</summary>
    public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Set when a <c>wait</c> operation was told that its client left.</summary>
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EchoStreams Streams { get; } = new();

    public int Executed => Volatile.Read(ref _executed);

    public async Task<OperationResponse> ExecuteAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _executed);
        switch (request.Query)
        {
            case "throw":
                throw new InvalidOperationException("the secret of the house");
            case "wait":
                await WaitAsync(cancellationToken);
                break;
            case "pause":
                Waiting.TrySetResult();
                await GoOn.Task.WaitAsync(cancellationToken);
                break;
        }

        if (Streams.Find(request) is { } events)
        {
            return request.Allowed.HasFlag(OperationKinds.Subscription)
                ? new OperationResponse.Stream(events)
                : new OperationResponse.Result("""{"errors":[{"message":"not by this method"}]}"""u8.ToArray(), Outcome.MethodNotAllowed);
        }

        var outcome = request.Query switch
        {
            "request error" => Outcome.RequestError,
            "no data" => Outcome.NoData,
            "mutation" when !request.Allowed.HasFlag(OperationKinds.Mutation) => Outcome.MethodNotAllowed,
            _ => Outcome.Data,
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            data = new
            {
                query = request.Query,
                id = request.DocumentId,
                operationName = request.OperationName,
                variables = Raw(request.Variables),
                extensions = Raw(request.Extensions),
                allowed = request.Allowed.ToString(),
                lastEventId = request.LastEventId,
                caller = request.Caller.Identity?.Name,
            },
        });
        return new OperationResponse.Result(
            outcome == Outcome.RequestError ? [.. """{"errors":[{"message":"that is no operation"}],"""u8, .. body.AsSpan(1)]
            : body, outcome)
        {
            IsPublic = request.Query?.StartsWith("public", StringComparison.Ordinal) ?? false,
            FreshFor = request.Query?.StartsWith("public for a minute", StringComparison.Ordinal) ?? false
                ? TimeSpan.FromMinutes(1)
                : TimeSpan.Zero,
        };
    }

    private static string? Raw(JsonElement element) => element.ValueKind == JsonValueKind.Undefined ? null : element.GetRawText();

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        Waiting.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Cancelled.TrySetResult();
        }
    }
}
