using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Paging;

namespace NewsApi.GraphQL.Types;

/// <summary>Where queries begin.</summary>
internal sealed class QueryType : ObjectGraphType
{
    public QueryType(TableTypes types, ConnectionField connections)
    {
        Name = "Query";
        Description = "Reads the news. Everything in one operation is read at one moment.";
        AddField(NodeFields.Node(types));
        AddField(NodeFields.Nodes(types));
        AddField(One(ContentTable.Article, "An article by its id, slug or uri; null where there is none that you may see.", "slug", "uri"));
        AddField(connections.Root(ContentTable.Article, "Articles, the newest first unless an order is asked for."));
        AddField(One(ContentTable.Person, "A person by id or slug.", "slug"));
        AddField(connections.Root(ContentTable.Person, "People, by name unless an order is asked for."));
        AddField(One(ContentTable.Place, "A place by id or slug.", "slug"));
        AddField(connections.Root(ContentTable.Place, "Places, by name unless an order is asked for."));
        AddField(One(ContentTable.Topic, "A topic by id or slug.", "slug"));
        AddField(connections.Root(ContentTable.Topic, "Topics, by name unless an order is asked for."));
        AddField(WireType.Field());
    }

    /// <summary>A thing by exactly one of its unique values.</summary>
    private static RootField One(ContentTable table, string description, params string[] unique)
    {
        string[] names = ["id", .. unique];
        return new RootField
        {
            Name = char.ToLowerInvariant(table.Name[0]) + table.Name[1..],
            ResolvedType = TypeRefs.Named(table.Name),
            Description = $"{description} Pass exactly one argument.",
            Arguments = new QueryArguments(names.Select(name => new QueryArgument(TypeRefs.Named(name == "id" ? "ID" : "String"))
            {
                Name = name,
                Description = name == "id" ? "The global id." : $"The {name}.",
            })),
            Read = async (reader, cancellationToken) =>
            {
                var arguments = reader.Arguments(reader.Root);
                string[] passed = [.. names.Where(arguments.Passed)];
                if (passed is not [var name] || arguments.Text(name) is not { } value)
                {
                    throw RequestError.ExactlyOneArgument(names);
                }

                var selection = reader.Once(() => reader.Read(table.Name, table, reader.Root.SelectionSets));
                var (field, key) = name == "id"
                    ? (table.Id, (object)GlobalId.Parse(value, table))
                    : (table[char.ToUpperInvariant(name[0]) + name[1..]], FilterValues.StorableText(value, name));
                return await reader.Operation.News.ReadOneAsync(selection, field, key, cancellationToken);
            },
        };
    }
}
