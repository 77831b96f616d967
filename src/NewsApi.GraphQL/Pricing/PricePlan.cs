using GraphQL.Execution;
using GraphQLParser.AST;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Pricing;

/// <summary>
/// Computes the cost of an operation by HotChocolate's rules, from the coerced values of a request. <c>@skip</c> and <c>@include</c> are
/// already applied. A plan serves all requests in which these directives leave out the same nodes of the document.
/// </summary>
/// <remarks>
/// The field cost is the sum of the weights of all fields and arguments. The type cost is the number of objects. Below a list, both count
/// once for each element. Fields with the same response name count once, as in the response.
/// </remarks>
internal sealed class PricePlan
{
    /// <summary>
    /// The largest number of selected fields that the building of a plan visits. A field counts once for each combination of types that
    /// selects a different set of nodes for it. A document of a few kilobytes can have millions of such combinations. The limit is twice
    /// the largest number of fields of an expanded document.
    /// </summary>
    public const int MaxVisits = 20_000;

    private readonly FieldCollector _collector;
    private readonly Dictionary<(FieldType, string), PricedField> _fields = [];
    private readonly PricedSelection _root;

    /// <exception cref="RequestError">The document has too many combinations of types.</exception>
    public PricePlan(FieldCollector collector, GraphQLOperationDefinition operation)
    {
        _collector = collector;
        _root = Build(FieldCollector.FindRootType(collector.Schema, operation.Operation), [operation.SelectionSet]);
    }

    /// <summary>The number of selected fields that the building has visited.</summary>
    public int Visits { get; private set; }

    /// <param name="execution">The operation with the coerced values of its arguments.</param>
    public OperationCost Compute(IExecutionContext execution)
    {
        var fields = _root.Compute(execution, new UnitCost?[_fields.Count]);
        return fields with { Type = fields.Type + 1 };
    }

    private PricedSelection Build(IObjectGraphType type, IEnumerable<GraphQLSelectionSet?> sets)
    {
        var fields = new List<PricedField>();
        foreach (var (_, nodes) in _collector.Collect(type, sets, f => (f.Alias?.Name ?? f.Name).StringValue))
        {
            Visits += nodes.Count;
            if (Visits > MaxVisits)
            {
                throw RequestError.DocumentTooLarge("fields for all combinations of types", MaxVisits);
            }

            if (_collector.FindField(type, nodes[0]) is { } definition)
            {
                fields.Add(Build(definition, nodes));
            }
        }

        return new PricedSelection([.. fields]);
    }

    private PricedField Build(FieldType definition, List<GraphQLField> nodes)
    {
        // A document has one node at each position.
        var key = (definition, string.Join(',', nodes.Select(n => n.Location.Start)));
        if (!_fields.TryGetValue(key, out var field))
        {
            PricedSelection[] selections =
                [.. FindTypes(definition.ResolvedType?.GetNamedType()).Select(t => Build(t, nodes.Select(n => n.SelectionSet)))];
            _fields[key] = field = new PricedField(definition, nodes[0], selections, _fields.Count);
        }

        return field;
    }

    private static IEnumerable<IObjectGraphType> FindTypes(IGraphType? type) => type switch
    {
        IObjectGraphType known => [known],
        IAbstractGraphType some => some.PossibleTypes,
        _ => [],
    };
}
