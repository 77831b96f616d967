using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Paging;

namespace NewsApi.GraphQL.Types;

/// <summary>The root type of queries.</summary>
internal sealed class QueryType : ObjectGraphType
{
    public QueryType(TableTypes types, ConnectionField connections)
    {
        Name = "Query";
        Description = "Reads the news. All fields of one operation read the same snapshot.";
        AddField(NodeFields.CreateNode());
        AddField(NodeFields.CreateNodes());
        AddField(CreateSingle(
            ContentTable.Article, "An article by its id, slug or uri; null if it does not exist or you may not see it.", "slug", "uri"));
        AddField(connections.CreateRoot(ContentTable.Article, "Articles, the newest first unless `search` or `order` is given."));
        AddField(CreateSingle(ContentTable.Person, "A person by id or slug.", "slug"));
        AddField(connections.CreateRoot(ContentTable.Person, "People, sorted by name unless `order` is given."));
        AddField(CreateSingle(ContentTable.Place, "A place by id or slug.", "slug"));
        AddField(connections.CreateRoot(ContentTable.Place, "Places, sorted by name unless `order` is given."));
        AddField(CreateSingle(ContentTable.Topic, "A topic by id or slug.", "slug"));
        AddField(connections.CreateRoot(ContentTable.Topic, "Topics, sorted by name unless `order` is given."));
        AddField(SectionType.CreateField());
        AddField(SuggestionType.CreateField());
        AddField(WireType.CreateField());
    }

    /// <summary>
    /// Declares a field that returns one row. The client must pass exactly one value that identifies the row: its id, or the value of a
    /// unique field.
    /// </summary>
    private static RootField CreateSingle(ContentTable table, string description, params string[] unique)
    {
        string[] names = ["id", .. unique];
        return new RootField
        {
            Name = char.ToLowerInvariant(table.Name[0]) + table.Name[1..],
            ResolvedType = TypeRefs.Named(table.Name),
            Description = $"{description} Pass exactly one argument; null counts as not passed.",
            Arguments = new QueryArguments(names.Select(name => new QueryArgument(TypeRefs.Named(name == "id" ? "ID" : "String"))
            {
                Name = name,
                Description = name == "id" ? "The global id." : $"The {name}.",
            })),
            Plan = reader =>
            {
                var arguments = reader.ReadArguments(reader.Root);
                string[] passed = [.. names.Where(n => arguments.GetText(n) is not null)];
                if (passed is not [var name] || arguments.GetText(name) is not { } value)
                {
                    throw RequestError.ExactlyOneArgument(names);
                }

                var selection = reader.ReadCached(() => reader.ReadSelection(table.Name, table, reader.Root.SelectionSets));
                var (field, key) = name == "id"
                    ? (table.Id, (object)GlobalId.Parse(value, table))
                    : (table[char.ToUpperInvariant(name[0]) + name[1..]], FilterValues.CheckStorable(value, name));
                return new PlannedRow(selection, field, key);
            },
        }.WithCost(CostExtension.Read);
    }
}
