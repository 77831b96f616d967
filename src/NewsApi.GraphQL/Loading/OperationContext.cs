using GraphQLParser.AST;
using NewsApi.Content.Reading;
using NewsApi.Content.Suggesting;

namespace NewsApi.GraphQL.Loading;

/// <summary>State that the fields of one operation share: the limits, the count of planned items, and the errors of the planning.</summary>
/// <param name="visibility">The content that the caller may see.</param>
internal class OperationContext(Visibility visibility, OperationOptions options)
{
    // The key is the position of the field in the document. GraphQL.NET merges fields into a new node, which has the position of the first
    // field.
    private Dictionary<int, RequestError>? _rejected;
    private long _items;

    public Visibility Visibility => visibility;

    public OperationOptions Options => options;

    /// <summary>Suggests names for typed texts. Only queries have it.</summary>
    public Suggester? Suggester { get; init; }

    /// <summary>The largest number of items that the lists planned so far may return together.</summary>
    public long Items => _items;

    /// <summary>
    /// The number of fields of the document that are rejected so far. The planning rejects a field if it finds an error in it.
    /// </summary>
    public int RejectedCount => _rejected?.Count ?? 0;

    /// <summary>Adds the largest number of items of a list to the count of the operation. Lists at any depth are counted.</summary>
    /// <exception cref="RequestError">All lists together may return more than <see cref="OperationOptions.MaxItems"/>.</exception>
    public void AddItems(long items)
    {
        if (Interlocked.Add(ref _items, items) > options.MaxItems)
        {
            throw RequestError.TooManyItems(options.MaxItems);
        }
    }

    /// <summary>Adds items to the count. Returns false, and adds none, if the count would exceed the limit.</summary>
    public bool TryAddItems(long items)
    {
        if (_items + items > options.MaxItems)
        {
            return false;
        }

        AddItems(items);
        return true;
    }

    /// <summary>Stores an error that occurred during the planning of a field, so that only this field becomes null.</summary>
    public void Reject(FieldGroup group, RequestError error)
    {
        _rejected ??= [];
        foreach (var field in group.Fields)
        {
            _rejected[field.Location.Start] = error;
        }
    }

    /// <exception cref="RequestError">The planning has rejected the field.</exception>
    public void ThrowIfRejected(GraphQLField field)
    {
        if (_rejected is not null && _rejected.TryGetValue(field.Location.Start, out var error))
        {
            // If the field is in a list, each item needs a separate error with its own path.
            throw error.Copy();
        }
    }
}
