using GraphQL.Execution;
using GraphQLParser.AST;
using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Loading;

/// <summary>Finds out what an operation wants to read below a field: which columns, which relations, with which arguments.</summary>
internal sealed class SelectionReader(IResolveFieldContext root)
{
    public OperationContext Operation { get; } = OperationContext.Of(root);

    /// <summary>What is wanted of things of that type by any of the selection sets.</summary>
    public Selection Read(string typeName, ContentTable table, IEnumerable<GraphQLSelectionSet?> selectionSets)
    {
        var type = TypeOf(typeName);
        var selection = new Selection(table);
        foreach (var group in Groups(type, selectionSets))
        {
            (group.Definition as ReadField)?.Reads?.Invoke(this, group, selection);
        }

        return selection;
    }

    /// <summary>The fields that the selection sets ask of a type, fragments, <c>@skip</c> and <c>@include</c> followed.</summary>
    public IReadOnlyList<FieldGroup> Groups(IObjectGraphType type, IEnumerable<GraphQLSelectionSet?> selectionSets)
    {
        var groups = new Dictionary<string, (FieldType Definition, List<GraphQLField> Fields)>();
        foreach (var set in selectionSets)
        {
            Collect(type, set, groups);
        }

        return [.. groups.Select(g => new FieldGroup(g.Value.Definition, g.Key, g.Value.Fields))];
    }

    public IObjectGraphType TypeOf(string name) => (IObjectGraphType)root.Schema.AllTypes[name]!;

    /// <summary>The field at the root, from which the reading starts.</summary>
    public FieldGroup Root() => new(root.FieldDefinition, FieldGroup.KeyOf(root.FieldAst), [root.FieldAst]);

    /// <summary>The arguments of a field, coerced; those that were not passed are missing.</summary>
    public Arguments Arguments(FieldGroup group) => new(
        root.ExecutionContext.GetArguments(group.Definition, group.First) ?? new Dictionary<string, ArgumentValue>());

    private void Collect(IObjectGraphType type, GraphQLSelectionSet? set, Dictionary<string, (FieldType Definition, List<GraphQLField> Fields)> groups)
    {
        foreach (var node in set?.Selections ?? [])
        {
            if (!Included((IHasDirectivesNode)node))
            {
                continue;
            }

            switch (node)
            {
                case GraphQLField field when type.GetField(field.Name) is { } definition:
                    var key = FieldGroup.KeyOf(field);
                    if (!groups.TryGetValue(key, out var group))
                    {
                        groups[key] = group = (definition, []);
                    }

                    group.Fields.Add(field);
                    break;
                case GraphQLInlineFragment inline when Applies(inline.TypeCondition, type):
                    Collect(type, inline.SelectionSet, groups);
                    break;
                case GraphQLFragmentSpread spread when Fragment(spread.FragmentName.Name) is { } fragment
                        && Applies(fragment.TypeCondition, type):
                    Collect(type, fragment.SelectionSet, groups);
                    break;
            }
        }
    }

    private GraphQLFragmentDefinition? Fragment(GraphQLName name) => root.Document.Definitions
        .OfType<GraphQLFragmentDefinition>().FirstOrDefault(f => f.FragmentName.Name.Value == name.Value);

    private static bool Applies(GraphQLTypeCondition? condition, IObjectGraphType type) =>
        condition is null || condition.Type.Name.Value == type.Name
        || type.ResolvedInterfaces.Any(i => condition.Type.Name.Value == i.Name);

    private bool Included(IHasDirectivesNode node)
    {
        if (node.Directives is not { Count: > 0 })
        {
            return true;
        }

        var directives = root.ExecutionContext.GetDirectives((ASTNode)node);
        return directives is null
            || (!(directives.TryGetValue("skip", out var skip) && skip.GetArgument<bool>("if"))
                && !(directives.TryGetValue("include", out var include) && !include.GetArgument<bool>("if")));
    }
}
