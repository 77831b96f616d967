using GraphQLParser.AST;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Paging;

/// <summary>What an operation selects of a connection: the selection of the nodes, and the parts of the page to read.</summary>
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
                    Parts |= ListParts.Rows;
                    sets.AddRange(field.SelectionSets);
                    break;
                case ConnectionTypes.Edges:
                    Parts |= ListParts.Rows;
                    // Not null: the initialised schema has resolved every type.
                    var edge = (IObjectGraphType)field.Definition.ResolvedType!.GetNamedType();
                    sets.AddRange(reader.CollectFields(edge, field.SelectionSets).Where(f => f.First.Name.Value == "node")
                        .SelectMany(f => f.SelectionSets));
                    break;
                case "pageInfo":
                    Parts |= ListParts.Rows;
                    break;
                case ConnectionTypes.TotalCount:
                    Parts |= ListParts.TotalCount;
                    break;
            }
        }

        // Not null: a table type sets its name in the constructor.
        Nodes = reader.ReadSelection(type.Name!, type.Table, sets);
    }

    public Selection Nodes { get; }

    public ListParts Parts { get; }
}
