using GraphQLParser.AST;
using NewsApi.Content;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Paging;

/// <summary>A field that gives a page of a list: its arguments become a <see cref="ListQuery"/>.</summary>
internal sealed class ConnectionField(TableTypes types)
{
    /// <summary>How many items a page has for which neither <c>first</c> nor <c>last</c> was given.</summary>
    public const int DefaultPageSize = 10;

    /// <summary>How many items a page may have.</summary>
    public const int MaxPageSize = 50;

    private const string SearchDescription =
        "Only elements whose text matches: words in any form their language has, \"a phrase\", `or` between words, `-` before a word that must not be there. "
        + "Blank finds everything; a search of nothing but words that a language leaves out (\"the\") finds nothing in it. The order stays as it is.";

    /// <summary>The list of all things of a type.</summary>
    public RootField Root(ContentTable table, string description)
    {
        var type = types[table];
        return new RootField
        {
            Name = type.Plural,
            ResolvedType = TypeRefs.Named(ConnectionTypes.NameOf(type.Plural)),
            Description = description,
            Arguments = Arguments(table),
            Read = async (reader, cancellationToken) => await reader.Operation.News.ReadPageAsync(
                Plan(reader, reader.Root, table, $"Query.{type.Plural}"), cancellationToken),
        };
    }

    /// <summary>A list under each of several things.</summary>
    public SelectedField Nested(string name, Relation relation, string description) => SelectedField.Along(
        name,
        TypeRefs.Named(ConnectionTypes.NameOf(name)),
        description,
        (reader, group, parent) =>
        {
            try
            {
                var list = Plan(reader, group, relation.To, $"{relation.From.Name}.{name}");
                parent.Add(new RelatedRead(group.Key, relation, [list.Selection], list));
            }
            catch (RequestError error)
            {
                reader.Operation.Refuse(group, error);
            }
        },
        Arguments(relation.To));

    public static QueryArguments Arguments(ContentTable table) => new(
        Argument("first", TypeRefs.Named("Int"), $"Returns the first _n_ elements from the list: at most {MaxPageSize}, {DefaultPageSize} where neither `first` nor `last` is given."),
        Argument("after", TypeRefs.Named("String"), "Returns the elements in the list that come after the specified cursor. With `before`, only what lies between the two."),
        Argument("last", TypeRefs.Named("Int"), $"Returns the last _n_ elements from the list, in the same order: at most {MaxPageSize}."),
        Argument("before", TypeRefs.Named("String"), "Returns the elements in the list that come before the specified cursor."),
        Argument("search", TypeRefs.Named("String"), SearchDescription),
        Argument("where", TypeRefs.Named(FilterInputs.NameOf(table)), "Which elements are wanted; all where it is left out."),
        Argument("order", TypeRefs.ListOf(SortInputs.NameOf(table)), "The sort keys, the most important first."));

    private ListQuery Plan(SelectionReader reader, FieldGroup group, ContentTable table, string coordinate)
    {
        var arguments = reader.Arguments(group);
        var (size, backward) = Window(arguments, coordinate);
        var filter = types.FilterReader(reader.Operation.Options.MaxFilterSize).Read(table, arguments.Object("where"));
        var wanted = reader.Within(size, () => reader.Once(() => new ConnectionSelection(reader, group, types[table])));
        var list = new ListQuery
        {
            Selection = wanted.Selection,
            Where = Condition.All([filter, FilterReader.Search(table, arguments.Text("search"), "search")]),
            Order = SortInputs.Read(types[table], arguments.Objects("order"), reader.Operation.News.Visibility),
            Size = size,
            Backward = backward,
            Parts = wanted.Parts,
        };
        var (begin, end) = backward ? ("before", "after") : ("after", "before");
        return list with { Cursor = Cursor(list, arguments, begin), EndCursor = Cursor(list, arguments, end) };
    }

    private static (int Size, bool Backward) Window(Arguments arguments, string coordinate)
    {
        var (first, last) = (arguments.Value<int>("first"), arguments.Value<int>("last"));
        if (first is not null && last is not null)
        {
            throw RequestError.BothDirections();
        }

        var backward = last is not null || (first is null && arguments.Text("before") is not null && arguments.Text("after") is null);
        var size = first ?? last ?? DefaultPageSize;
        return size switch
        {
            < 0 => throw RequestError.NegativePage(),
            > MaxPageSize => throw RequestError.PageTooLarge(size, MaxPageSize, coordinate),
            _ => (size, backward),
        };
    }

    private static ValueList<object?>? Cursor(ListQuery list, Arguments arguments, string argument)
    {
        if (arguments.Text(argument) is not { } cursor)
        {
            return null;
        }

        var (values, error) = PageCursor.Read(list, cursor);
        return error is { } wrong ? throw RequestError.InvalidCursor(argument, cursor, wrong) : values;
    }

    private static QueryArgument Argument(string name, IGraphType type, string description) => new(type) { Name = name, Description = description };

    /// <summary>What a document asks of a connection.</summary>
    private sealed class ConnectionSelection
    {
        public ConnectionSelection(SelectionReader reader, FieldGroup group, TableType type)
        {
            var connection = reader.TypeOf(ConnectionTypes.NameOf(type.Plural));
            var sets = new List<GraphQLSelectionSet?>();
            foreach (var field in reader.Groups(connection, group.SelectionSets))
            {
                switch (field.First.Name.StringValue)
                {
                    case ConnectionTypes.Nodes:
                        Parts |= ListParts.Rows;
                        sets.AddRange(field.SelectionSets);
                        break;
                    case ConnectionTypes.Edges:
                        Parts |= ListParts.Rows;
                        var edge = (IObjectGraphType)field.Definition.ResolvedType!.GetNamedType();
                        sets.AddRange(reader.Groups(edge, field.SelectionSets).Where(f => f.First.Name.Value == "node").SelectMany(f => f.SelectionSets));
                        break;
                    case "pageInfo":
                        Parts |= ListParts.Rows;
                        break;
                    case ConnectionTypes.TotalCount:
                        Parts |= ListParts.TotalCount;
                        break;
                }
            }

            Selection = reader.Read(type.Name!, type.Table, sets);
        }

        public Selection Selection { get; }

        public ListParts Parts { get; }
    }
}
