using NewsApi.Content.Reading.Snapshot;

namespace NewsApi.GraphQL.Loading;

/// <summary>The user context of an operation that GraphQL.NET runs, because it contains introspection.</summary>
/// <param name="snapshot">The snapshot from which all root fields read. It must allow several reads.</param>
/// <param name="end">Ends the operation. Otherwise GraphQL.NET would go on with the other fields after the tree is too large.</param>
internal sealed class EngineContext(OperationContext operation, NewsSnapshot snapshot, CancellationTokenSource end)
    : Dictionary<string, object?>
{
    // GraphQL.NET builds a tree of nodes. A node takes at least this many bytes.
    private const int BytesPerField = 256;

    private long _fields;

    /// <summary>True if the operation ended because the tree is too large.</summary>
    public bool IsTooLarge => Interlocked.Read(ref _fields) > operation.Options.MaxAnswerBytes / BytesPerField;

    public OperationContext Operation => operation;

    public NewsSnapshot Snapshot => snapshot;

    public static EngineContext Of(IResolveFieldContext context) => (EngineContext)context.UserContext;

    /// <summary>
    /// Counts a field that GraphQL.NET resolves. GraphQL.NET builds a tree of nodes, and only this count limits the size of the tree.
    /// </summary>
    /// <exception cref="RequestError">The tree takes more memory than the largest allowed response.</exception>
    public void CountField()
    {
        var options = operation.Options;
        if (Interlocked.Increment(ref _fields) > options.MaxAnswerBytes / BytesPerField)
        {
            end.Cancel();
            throw RequestError.AnswerTooLarge(options.MaxAnswerBytes);
        }
    }
}
