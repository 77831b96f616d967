using GraphQL.Execution;
using GraphQLParser;
using GraphQLParser.AST;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// Collects the fields that selection sets ask of a type: fragments are followed, <c>@skip</c> and <c>@include</c> obeyed
/// (GraphQL specification, "Field Collection").
/// </summary>
internal sealed class FieldCollector(ISchema schema, GraphQLDocument document, IReadOnlyDictionary<ASTNode, IDictionary<string, DirectiveInfo>>? directives)
{
    private readonly Dictionary<ROM, GraphQLFragmentDefinition> _fragments =
        document.Definitions.OfType<GraphQLFragmentDefinition>().ToDictionary(f => f.FragmentName.Name.Value);

    public ISchema Schema => schema;

    public GraphQLDocument Document => document;

    public IObjectGraphType TypeOf(string name) => (IObjectGraphType)schema.AllTypes[name]!;

    /// <summary>The fields with the same key together, in the order in which each key is met first; <c>__typename</c> is left to the caller.</summary>
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
                if (!Includes(directives, node))
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

    /// <summary>Whether <c>@skip</c> and <c>@include</c> leave a node in.</summary>
    public static bool Includes(IReadOnlyDictionary<ASTNode, IDictionary<string, DirectiveInfo>>? directives, ASTNode node) =>
        directives is null || !directives.TryGetValue(node, out var given)
        || (!(given.TryGetValue("skip", out var skip) && skip.GetArgument<bool>("if"))
            && !(given.TryGetValue("include", out var include) && !include.GetArgument<bool>("if")));
}
