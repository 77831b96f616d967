using GraphQL.Execution;
using GraphQLParser;
using GraphQLParser.AST;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// Collects the fields that are selected on one object type, from several selection sets. Follows fragments and applies <c>@skip</c> and
/// <c>@include</c> (GraphQL specification, "Field Collection").
/// </summary>
internal sealed class FieldCollector(
    ISchema schema, GraphQLDocument document, IReadOnlyDictionary<ASTNode, IDictionary<string, DirectiveInfo>>? directives)
{
    private readonly Dictionary<ROM, GraphQLFragmentDefinition> _fragments =
        document.Definitions.OfType<GraphQLFragmentDefinition>().ToDictionary(f => f.FragmentName.Name.Value);

    public ISchema Schema => schema;

    public GraphQLDocument Document => document;

    // Not null: callers pass the name of an object type of the schema.
    public IObjectGraphType FindType(string name) => (IObjectGraphType)schema.AllTypes[name]!;

    /// <summary>Returns the root type of queries, mutations or subscriptions. The schema has all three.</summary>
    public static IObjectGraphType FindRootType(ISchema schema, OperationType kind) => kind switch
    {
        // The schema declares all three roots.
        OperationType.Mutation => schema.Mutation!,
        // As above.
        OperationType.Subscription => schema.Subscription!,
        _ => schema.Query,
    };

    /// <summary>Returns the definition of a field of an object type; null for <c>__typename</c>.</summary>
    public FieldType? FindField(IObjectGraphType type, GraphQLField field) => field.Name.StringValue switch
    {
        "__typename" => null,
        "__schema" when type == schema.Query => schema.SchemaMetaFieldType,
        "__type" when type == schema.Query => schema.TypeMetaFieldType,
        _ => type.GetField(field.Name)
            ?? throw new InvalidOperationException($"{type.Name} has no field {field.Name}, although the document is valid."),
    };

    /// <summary>
    /// Returns the fields, including <c>__typename</c>, grouped by the key that <paramref name="keyOf"/> returns. The groups are in the
    /// order of the first field of each group.
    /// </summary>
    public IReadOnlyList<(string Key, List<GraphQLField> Fields)> Collect(
        IObjectGraphType type, IEnumerable<GraphQLSelectionSet?> sets, Func<GraphQLField, string> keyOf)
    {
        var order = new List<(string, List<GraphQLField>)>();
        var byKey = new Dictionary<string, List<GraphQLField>>();
        foreach (var set in sets)
        {
            Visit(set);
        }

        return order;

        void Visit(GraphQLSelectionSet? set)
        {
            foreach (var node in set?.Selections ?? [])
            {
                if (!IsIncluded(directives, node))
                {
                    continue;
                }

                switch (node)
                {
                    case GraphQLField field:
                        var key = keyOf(field);
                        if (!byKey.TryGetValue(key, out var fields))
                        {
                            byKey[key] = fields = [];
                            order.Add((key, fields));
                        }

                        fields.Add(field);
                        break;
                    case GraphQLInlineFragment inline when Applies(inline.TypeCondition, type):
                        Visit(inline.SelectionSet);
                        break;
                    case GraphQLFragmentSpread spread when _fragments.TryGetValue(spread.FragmentName.Name.Value, out var fragment)
                            && Applies(fragment.TypeCondition, type):
                        Visit(fragment.SelectionSet);
                        break;
                }
            }
        }
    }

    private bool Applies(GraphQLTypeCondition? condition, IObjectGraphType type) =>
        condition is null || condition.Type.Name.Value == type.Name
        || type.ResolvedInterfaces.Any(i => condition.Type.Name.Value == i.Name)
        || (schema.AllTypes[condition.Type.Name.Value] is UnionGraphType union && union.PossibleTypes.Any(t => t == type));

    /// <summary>Returns false if <c>@skip</c> or <c>@include</c> leaves the node out.</summary>
    public static bool IsIncluded(IReadOnlyDictionary<ASTNode, IDictionary<string, DirectiveInfo>>? directives, ASTNode node) =>
        directives is null || !directives.TryGetValue(node, out var given)
        || (!(given.TryGetValue("skip", out var skip) && skip.GetArgument<bool>("if"))
            && !(given.TryGetValue("include", out var include) && !include.GetArgument<bool>("if")));
}
