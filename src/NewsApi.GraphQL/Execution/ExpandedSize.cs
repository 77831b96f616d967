using GraphQLParser.AST;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Counts the fields of a document with its fragments expanded. The count is done before validation, because the time of validation grows
/// with the square of the count. The validation of a document of two kilobytes could take minutes, and cannot be cancelled.
/// </summary>
internal sealed class ExpandedSize
{
    private readonly OperationOptions _options;
    private readonly Dictionary<string, GraphQLFragmentDefinition> _fragments = [];
    private readonly HashSet<string> _reached = [];
    private readonly HashSet<string> _open = [];
    private readonly IntrospectionDepth _introspection = new();
    private int _expandedFields;
    private int _visits;
    private long _comparisons;

    private ExpandedSize(GraphQLDocument document, OperationOptions options)
    {
        _options = options;
        foreach (var fragment in document.Definitions.OfType<GraphQLFragmentDefinition>())
        {
            _fragments.TryAdd(fragment.FragmentName.Name.StringValue, fragment);
        }
    }

    /// <summary>Checks a document against the limits.</summary>
    /// <returns>Null if the document is within the limits; otherwise the error to return.</returns>
    public static RequestError? Check(GraphQLDocument document, OperationOptions options)
    {
        var size = new DocumentSize(options);
        foreach (var definition in document.Definitions)
        {
            if (definition is GraphQLExecutableDefinition executable && size.Add(executable) is { } error)
            {
                return error;
            }
        }

        var expanded = new ExpandedSize(document, options);
        foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>())
        {
            if (expanded.Expand(operation.SelectionSet, new AnswerNode()) is { } error)
            {
                return error;
            }
        }

        // The validator also validates fragments that no operation uses.
        foreach (var (name, fragment) in expanded._fragments)
        {
            if (!expanded._reached.Contains(name) && expanded.Expand(fragment.SelectionSet, new AnswerNode()) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private RequestError? Expand(GraphQLSelectionSet? set, AnswerNode parent)
    {
        foreach (var node in set?.Selections ?? [])
        {
            var error = node switch
            {
                GraphQLField field => CountField(field, parent),
                GraphQLInlineFragment inline => Expand(inline.SelectionSet, parent),
                GraphQLFragmentSpread spread => ExpandFragment(spread.FragmentName.Name.StringValue, parent),
                _ => null,
            };
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    private RequestError? CountField(GraphQLField field, AnswerNode parent)
    {
        if (++_expandedFields > _options.MaxExpandedFields)
        {
            return RequestError.DocumentTooLarge("fields once its fragments are expanded", _options.MaxExpandedFields);
        }

        var name = field.Alias is null ? field.Name : field.Alias.Name;
        var child = parent.GetChild(name.StringValue);
        _comparisons += child.Fields++;
        if (_comparisons > _options.MaxFieldComparisons)
        {
            return RequestError.DocumentTooLarge("pairs of fields with the same response name", _options.MaxFieldComparisons);
        }

        var error = _introspection.Enter(field) ?? Expand(field.SelectionSet, child);
        _introspection.Leave(field);
        return error;
    }

    private RequestError? ExpandFragment(string name, AnswerNode parent)
    {
        if (!_fragments.TryGetValue(name, out var fragment))
        {
            return null;
        }

        if (++_visits > _options.MaxFragmentVisits)
        {
            return RequestError.DocumentTooLarge("visits of fragments", _options.MaxFragmentVisits);
        }

        if (!_open.Add(name))
        {
            return RequestError.FragmentCycle(name);
        }

        _reached.Add(name);
        var error = Expand(fragment.SelectionSet, parent);
        _open.Remove(name);
        return error;
    }

    /// <summary>
    /// One object of the response. Several fields of the document can select this object. Validation compares each pair of these fields.
    /// </summary>
    private sealed class AnswerNode
    {
        private Dictionary<string, AnswerNode>? _children;

        public int Fields { get; set; }

        public AnswerNode GetChild(string name)
        {
            _children ??= [];
            if (!_children.TryGetValue(name, out var child))
            {
                _children[name] = child = new AnswerNode();
            }

            return child;
        }
    }
}
