using GraphQLParser.AST;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Execution;

namespace NewsApi.GraphQL.Loading;

/// <summary>What the fields of one operation share: the moment of the database they see, and what was refused while planning.</summary>
internal sealed class OperationContext(NewsSnapshot news, OperationOptions options) : Dictionary<string, object?>
{
    // By where the field stands: the engine makes a new node of fields that it merges, but leaves it the place of the first.
    private readonly Dictionary<int, RequestError> _refused = [];

    public NewsSnapshot News => news;

    public OperationOptions Options => options;

    public static OperationContext Of(IResolveFieldContext context) => (OperationContext)context.UserContext;

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
