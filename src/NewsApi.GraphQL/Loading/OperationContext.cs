using GraphQLParser.AST;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Mutations;

namespace NewsApi.GraphQL.Loading;

/// <summary>What the fields of one operation share: the moment of the database they see, and what was refused while planning.</summary>
/// <param name="desk">Where mutations are done; null where there can be none.</param>
internal sealed class OperationContext(NewsSnapshot news, CommandSet? desk, OperationOptions options) : Dictionary<string, object?>, IAsyncDisposable
{
    // By where the field stands: the engine makes a new node of fields that it merges, but leaves it the place of the first.
    private readonly Dictionary<int, RequestError> _refused = [];
    private long _items;
    private long _fields;

    public NewsSnapshot News { get; private set; } = news;

    public CommandSet Desk => desk ?? throw new InvalidOperationException("Events of subscriptions do not change anything.");

    public OperationOptions Options => options;

    /// <summary>How many items all lists may bring that were counted so far.</summary>
    public long Items => _items;

    /// <summary>In how many places something was refused so far.</summary>
    public int RefusedCount => _refused.Count;

    public static OperationContext Of(IResolveFieldContext context) => (OperationContext)context.UserContext;

    /// <summary>Counts a field that the engine resolves, whose tree of nodes nothing else bounds.</summary>
    /// <exception cref="RequestError">There are more than an answer could hold.</exception>
    public OperationContext Counted() => Interlocked.Increment(ref _fields) <= options.MaxAnswerBytes / 256
        ? this
        : throw RequestError.AnswerTooLarge(options.MaxAnswerBytes);

    /// <summary>Counts the items that a list may bring, wherever it stands in the operation.</summary>
    /// <exception cref="RequestError">All lists together may bring more than is allowed.</exception>
    public void Add(long items)
    {
        if (Interlocked.Add(ref _items, items) > options.MaxItems)
        {
            throw RequestError.TooManyItems(options.MaxItems);
        }
    }

    /// <summary>Looks at the database anew: each field of a mutation shows what it has done.</summary>
    public async ValueTask LookAgainAsync(NewsSnapshot later)
    {
        await News.DisposeAsync();
        News = later;
    }

    public ValueTask DisposeAsync() => News.DisposeAsync();

    /// <summary>Counts items unless they would be too many.</summary>
    public bool TryAdd(long items)
    {
        if (_items + items > options.MaxItems)
        {
            return false;
        }

        Add(items);
        return true;
    }

    /// <summary>Keeps an error found while planning for the field it belongs to, so that it takes that field with it and no other.</summary>
    public void Refuse(FieldGroup group, RequestError error)
    {
        foreach (var field in group.Fields)
        {
            _refused[field.Location.Start] = error;
        }
    }

    public void ThrowIfRefused(GraphQLField field)
    {
        if (_refused.Count > 0 && _refused.TryGetValue(field.Location.Start, out var error))
        {
            // It may take the field of every item of a list with it; each wants an error of its own.
            throw error.Copy();
        }
    }
}
