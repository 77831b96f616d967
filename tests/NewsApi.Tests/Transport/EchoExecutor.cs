using System.Text.Json;
using NewsApi.Transport;

namespace NewsApi.Tests.Transport;

/// <summary>Answers with the request as it came over the seam; a few documents ask for another ending.</summary>
internal sealed class EchoExecutor : IOperationExecutor
{
    /// <summary>Set when a <c>wait</c> operation has begun.</summary>
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Set when a <c>wait</c> operation was told that its client left.</summary>
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Executed { get; private set; }

    public async Task<OperationResponse> ExecuteAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        Executed++;
        switch (request.Query)
        {
            case "throw":
                throw new InvalidOperationException("the secret of the house");
            case "wait":
                await WaitAsync(cancellationToken);
                break;
            case "subscription":
                return new OperationResponse.Stream(NoEvents());
        }

        var outcome = request.Query switch
        {
            "request error" => Outcome.RequestError,
            "no data" => Outcome.NoData,
            "mutation" when request.QueriesOnly => Outcome.MethodNotAllowed,
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
                queriesOnly = request.QueriesOnly,
            },
        });
        return new OperationResponse.Result(body, outcome);
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

    private static async IAsyncEnumerable<StreamEvent> NoEvents()
    {
        await Task.CompletedTask;
        yield break;
    }
}
