using GraphQLParser.AST;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Paging;

/// <summary>What a document selects of a connection: the selection of its nodes, and whether it needs rows and the total count.</summary>
internal sealed class ConnectionSelection
{
    public ConnectionSelection(SelectionReader reader, FieldGroup group, TableType type)
    {
        var connection = reader.FindType(ConnectionTypes.NameOf(type.Plural));
        var sets = new List<GraphQLSelectionSet?>();
        foreach (var field in reader.CollectFields(connection, group.SelectionSets))
        {
            switch (field.First.Name.StringValue)
            {
                case ConnectionTypes.Nodes:
                    NeedsRows = true;
                    sets.AddRange(field.SelectionSets);
                    break;
                case ConnectionTypes.Edges:
                    NeedsRows = true;
                    var edge = (IObjectGraphType)field.Definition.ResolvedType!.GetNamedType();
                    sets.AddRange(reader.CollectFields(edge, field.SelectionSets).Where(f => f.First.Name.Value == "node")
                        .SelectMany(f => f.SelectionSets));
                    break;
                case "pageInfo":
                    NeedsRows = true;
                    break;
                case ConnectionTypes.TotalCount:
                    NeedsTotalCount = true;
                    break;
            }
        }

        Nodes = reader.ReadSelection(type.Name!, type.Table, sets);
    }

    public Selection Nodes { get; }

    public bool NeedsRows { get; }

    public bool NeedsTotalCount { get; }
}
