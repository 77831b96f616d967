using GraphQLParser.AST;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Counts what a document asks for before it is validated: the validator's time grows with the square of what fragments
/// expand to, so a document of two kilobytes could keep it busy for minutes, and it does not listen to a cancellation.
/// </summary>
internal sealed class ExpandedSize
{
    private readonly OperationOptions _options;
    private readonly Dictionary<string, GraphQLFragmentDefinition> _fragments = [];
    private readonly HashSet<string> _reached = [];
    private readonly HashSet<string> _within = [];
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

    /// <summary>What the document has too much of; null where it keeps within the limits.</summary>
    public static RequestError? Check(GraphQLDocument document, OperationOptions options)
    {
        var written = new DocumentSize(options);
        foreach (var definition in document.Definitions)
        {
            if (definition is GraphQLExecutableDefinition executable && written.Add(executable) is { } tooMuch)
            {
                return tooMuch;
            }
        }

        var limits = new ExpandedSize(document, options);
        foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>())
        {
            if (limits.Expand(operation.SelectionSet, new Place()) is { } tooMuch)
            {
                return tooMuch;
            }
        }

        // A fragment that no operation uses is validated all the same.
        foreach (var (name, fragment) in limits._fragments)
        {
            if (!limits._reached.Contains(name) && limits.Expand(fragment.SelectionSet, new Place()) is { } tooMuch)
            {
                return tooMuch;
            }
        }

        return null;
    }

    private RequestError? Expand(GraphQLSelectionSet? set, Place place)
    {
        foreach (var node in set?.Selections ?? [])
        {
            var tooMuch = node switch
            {
                GraphQLField field => Field(field, place),
                GraphQLInlineFragment inline => Expand(inline.SelectionSet, place),
                GraphQLFragmentSpread spread => Spread(spread.FragmentName.Name.StringValue, place),
                _ => null,
            };
            if (tooMuch is not null)
            {
                return tooMuch;
            }
        }

        return null;
    }

    private RequestError? Field(GraphQLField field, Place place)
    {
        if (++_expandedFields > _options.MaxExpandedFields)
        {
            return RequestError.DocumentTooLarge("fields once its fragments are expanded", _options.MaxExpandedFields);
        }

        var name = field.Alias is null ? field.Name : field.Alias.Name;
        var below = place.Below(name.StringValue);
        _comparisons += below.Fields++;
        if (_comparisons > _options.MaxFieldComparisons)
        {
            return RequestError.DocumentTooLarge("pairs of fields with the same response name", _options.MaxFieldComparisons);
        }

        return Expand(field.SelectionSet, below);
    }

    private RequestError? Spread(string name, Place place)
    {
        if (!_fragments.TryGetValue(name, out var fragment))
        {
            return null;
        }

        if (++_visits > _options.MaxFragmentVisits)
        {
            return RequestError.DocumentTooLarge("visits of fragments", _options.MaxFragmentVisits);
        }

        if (!_within.Add(name))
        {
            return RequestError.FragmentCycle(name);
        }

        _reached.Add(name);
        var tooMuch = Expand(fragment.SelectionSet, place);
        _within.Remove(name);
        return tooMuch;
    }

    /// <summary>A place in the answer; validation compares the fields that would be written there with each other.</summary>
    private sealed class Place
    {
        private Dictionary<string, Place>? _below;

        public int Fields { get; set; }

        public Place Below(string name)
        {
            _below ??= [];
            if (!_below.TryGetValue(name, out var place))
            {
                _below[name] = place = new Place();
            }

            return place;
        }
    }
}
