using GraphQLParser.AST;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Paging;

/// <summary>
/// The parts of a connection that a document selects: the selection of the nodes, the parts of the list to read (rows, total count), and
/// the facets.
/// </summary>
internal sealed class ConnectionSelection
{
    public ConnectionSelection(SelectionReader reader, FieldGroup group, TableType type)
    {
        var connection = reader.FindType(ConnectionTypes.NameOf(type.Plural));
        var sets = new List<GraphQLSelectionSet?>();
        var facets = new List<FieldGroup>();
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
                case ConnectionTypes.SearchSuggestion:
                    HasSearchSuggestion = true;
                    break;
                case FacetFields.Facets or FacetFields.Timeline:
                    facets.Add(field);
                    break;
            }
        }

        Facets = facets;
        // Not null: a table type sets its name in the constructor.
        Nodes = reader.ReadSelection(type.Name!, type.Table, sets);
    }

    public Selection Nodes { get; }

    public ListParts Parts { get; }

    /// <summary>True if the page is read with a suggestion for its search.</summary>
    public bool HasSearchSuggestion { get; }

    /// <summary>
    /// The selected fields <c>facets</c> and <c>timeline</c>. They are planned separately from the selection of the nodes, because their
    /// items belong to the connection, and not to each node.
    /// </summary>
    public IReadOnlyList<FieldGroup> Facets { get; }
}
