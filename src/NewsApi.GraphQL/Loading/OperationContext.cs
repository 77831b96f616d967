using GraphQLParser.AST;
using NewsApi.Content.Reading;
using NewsApi.Content.Suggesting;

namespace NewsApi.GraphQL.Loading;

/// <summary>State that the fields of one operation share: the limits, and the errors of the planning.</summary>
/// <param name="visibility">The content that the caller may see.</param>
internal class OperationContext(Visibility visibility, OperationOptions options)
{
    // The key is the position of the field in the document. GraphQL.NET merges fields into a new node, which has the position of the first
    // field.
    private Dictionary<int, RequestError>? _rejected;

    public Visibility Visibility => visibility;

    public OperationOptions Options => options;

    /// <summary>Suggests names for typed texts. Only queries have it.</summary>
    public Suggester? Suggester { get; init; }

    /// <summary>The first error of a field; null without an error.</summary>
    public ExecutionError? FirstError { get; set; }

    /// <summary>
    /// The number of fields of the document that are rejected so far. The planning rejects a field if it finds an error in it.
    /// </summary>
    public int RejectedCount => _rejected?.Count ?? 0;

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
