using NewsApi.Content.Reading.Snapshot;

namespace NewsApi.GraphQL.Loading;

/// <summary>The user context of an operation that GraphQL.NET runs, because it contains introspection.</summary>
/// <param name="snapshot">The snapshot from which all root fields read. It must allow several reads.</param>
internal sealed class EngineContext(OperationContext operation, NewsSnapshot snapshot) : Dictionary<string, object?>
{
    // GraphQL.NET builds a tree of nodes. A node takes at least this many bytes.
    private const int BytesPerField = 256;

    private long _fields;

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
            throw RequestError.AnswerTooLarge(options.MaxAnswerBytes);
        }
    }
}
