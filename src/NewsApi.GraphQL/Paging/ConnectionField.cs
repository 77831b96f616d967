using NewsApi.Content;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Paging;

/// <summary>
/// Declares fields that return a page of a list. It also plans their reads: it converts the arguments to a <see cref="ListQuery"/>.
/// </summary>
internal sealed class ConnectionField(TableTypes types)
{
    /// <summary>The largest number of items of a page if the client passes neither <c>first</c> nor <c>last</c>.</summary>
    public const int DefaultPageSize = 10;

    /// <summary>The largest number of items of a page.</summary>
    public const int MaxPageSize = 50;

    /// <summary>The largest number of articles that a numbered page may leave out before it.</summary>
    public const int MaxSkip = 10_000;

    /// <summary>
    /// The weight of one article that a numbered page leaves out. PostgreSQL passes ten such articles in the time of one condition.
    /// </summary>
    private const double SkipCost = 0.1;

    private const string BelowArgument = "below";

    private const string SkipArgument = "skip";

    private const string SearchDescription =
        "Returns only elements whose text matches the search. A word matches in any inflected form, with or without accents. Words in "
        + "quotes, such as \"New York\", match only as a phrase. `or` between words separates alternatives. A `-` before a word or phrase "
        + "excludes elements that have it. "
        + "For articles, the text is headline, kicker, summary, body and byline, and the names and aliases of the people, places and topics "
        + "that the article mentions. After a change of such a name, the service updates its articles in the background. "
        + "For people, places and topics, the last word also matches longer words that begin with it. A word in quotes does not. "
        + "A blank search matches everything. A search that has only stop words of a language, such as \"the\", matches nothing in that "
        + "language. With a search and without `order`, the root field `articles` is sorted by relevance. Other lists keep their default "
        + "order.";

    private static readonly string SkipDescription =
        "Leaves out the first _n_ articles of the list, for numbered pages: page 7 of 20 articles each is `first: 20, skip: 120`. At most "
        + $"{MaxSkip}. It cannot be combined with `after`, `before` or `last`. The service reads the articles that it leaves out, so a "
        + "later page takes more time. An article that is published between two requests moves the articles of all later pages by one. "
        + "`after` has neither effect, so use it to read a list to its end. In a list by `relevance`, `skip` reaches only the articles "
        + "that are ranked.";

    /// <summary>Declares the root field that lists all rows of a table.</summary>
    public RootField CreateRoot(ContentTable table, string description)
    {
        var type = types[table];
        return new RootField
        {
            Name = type.Plural,
            ResolvedType = TypeRefs.Named(ConnectionTypes.NameOf(type.Plural)),
            Description = description,
            Arguments = Arguments(table),
            Plan = reader =>
            {
                var (list, misspelled) = PlanList(reader, reader.Root, table, $"Query.{type.Plural}");
                return new PlannedPage(list, reader.Operation.Suggester, misspelled);
            },
        }.WithPageSize().WithCost(CostExtension.Read);
    }

    /// <summary>Declares a field that lists the related rows of its parent.</summary>
    /// <param name="belowDescription">
    /// The description of the argument <c>below</c>, which adds the rows of everything below the parent. Null if the parents form no tree.
    /// </param>
    public SelectedField CreateNested(
        string name, Relation relation, string description, string? belowDescription = null) => SelectedField.ForRelated(
        name,
        TypeRefs.Named(ConnectionTypes.NameOf(name)),
        description,
        (reader, group, parent) =>
        {
            try
            {
                var (list, _) = PlanList(reader, group, relation.To, $"{relation.From.Name}.{name}", isNested: true);
                parent.Add(new RelatedRead(group.Key, relation, list.Selections, list));
            }
            catch (RequestError error)
            {
                reader.Operation.Reject(group, error);
            }
        },
        belowDescription is null ? Arguments(relation.To) :
        [
            .. Arguments(relation.To),
            new QueryArgument(TypeRefs.Named("Boolean"))
            {
                Name = BelowArgument,
                DefaultValue = false,
                Description = belowDescription,
            }.WithCost(CostExtension.TextCondition),
        ]).WithPageSize().WithCost(CostExtension.Read);

    public static QueryArguments Arguments(ContentTable table) => new(
    [
        Argument(
            "first", TypeRefs.Named("Int"),
            $"Returns the first _n_ elements from the list: at most {MaxPageSize}; {DefaultPageSize} if neither `first` nor `last` is "
            + "given."),
        Argument(
            "after", TypeRefs.Named("String"),
            "Returns the elements in the list that come after the specified cursor. If `before` is also given, returns only the elements "
            + "between the two cursors."),
        Argument(
            "last", TypeRefs.Named("Int"),
            $"Returns the last _n_ elements from the list: at most {MaxPageSize}. The order is the same as with `first`."),
        Argument("before", TypeRefs.Named("String"), "Returns the elements in the list that come before the specified cursor."),
        Argument("search", TypeRefs.Named("String"), SearchDescription).WithCost(CostExtension.TextCondition),
        Argument("where", TypeRefs.Named(FilterTypeNames.Of(table)), "Filters the elements. If it is left out, all elements match.")
            .WithCost(CostExtension.Condition),
        Argument("order", TypeRefs.ListOf(SortInputs.NameOf(table)), "The sort keys, the most important first.")
            .WithCost(CostExtension.Condition),
        .. table == ContentTable.Article
            ? [Argument(SkipArgument, TypeRefs.Named("Int"), SkipDescription).WithCost(SkipCost)]
            : (QueryArgument[])[],
    ]);

    /// <returns>The list, and its search if the page is read with a suggestion for it.</returns>
    private (ListQuery List, string? Misspelled) PlanList(
        SelectionReader reader, FieldGroup group, ContentTable table, string coordinate, bool isNested = false)
    {
        var arguments = reader.ReadArguments(group);
        var (size, backward) = ReadWindow(arguments, coordinate);
        var skip = ReadSkip(arguments);
        var filter = new FilterReader(types.ByTable, reader.Operation.Options.MaxFilterSize).Read(table, arguments.GetObject("where"));
        var search = FilterReader.ReadSearch(table, arguments.GetText("search"), "search");
        var selection = reader.ReadCached(() => new ConnectionSelection(reader, group, types[table]));
        var list = new ListQuery
        {
            Selection = selection.Nodes,
            Where = Condition.All([filter, search]),
            Order = SortInputs.Read(
                types[table], arguments.GetObjects("order"), reader.Operation.Visibility, isSearch: !isNested && !search.IsTrue),
            Size = size,
            Skip = skip,
            Backward = backward,
            Parts = selection.Parts,
            IncludesBelow = arguments.GetValue<bool>(BelowArgument) ?? false,
            Facets = [.. selection.Facets.SelectMany(f => FacetFields.Read(reader, f))],
        };
        var (begin, end) = backward ? ("before", "after") : ("after", "before");
        list = RelevanceOrder.Complete(list, types[table], arguments.GetText(begin) ?? arguments.GetText(end), isNested);
        list = list with { Cursor = ReadCursor(list, arguments, begin), EndCursor = ReadCursor(list, arguments, end) };
        return (list, selection.HasSearchSuggestion && !search.IsTrue ? arguments.GetText("search") : null);
    }

    private static (int Size, bool Backward) ReadWindow(Arguments arguments, string coordinate)
    {
        var (first, last) = (arguments.GetValue<int>("first"), arguments.GetValue<int>("last"));
        if (first is not null && last is not null)
        {
            throw RequestError.BothDirections();
        }

        var backward = last is not null || (first is null && arguments.GetText("before") is not null && arguments.GetText("after") is null);
        var size = first ?? last ?? DefaultPageSize;
        return size switch
        {
            < 0 => throw RequestError.NegativePage(),
            > MaxPageSize => throw RequestError.PageTooLarge(size, MaxPageSize, coordinate),
            _ => (size, backward),
        };
    }

    private static int ReadSkip(Arguments arguments)
    {
        if (arguments.GetValue<int>(SkipArgument) is not { } skip)
        {
            return 0;
        }

        return skip < 0 ? throw RequestError.NegativeSkip()
            : skip > MaxSkip ? throw RequestError.SkipTooLarge(skip, MaxSkip)
            : arguments["after"] is not null || arguments["before"] is not null || arguments["last"] is not null
                ? throw RequestError.SkipWithCursor()
            : skip;
    }

    private static ValueList<object?>? ReadCursor(ListQuery list, Arguments arguments, string argument)
    {
        if (arguments.GetText(argument) is not { } cursor)
        {
            return null;
        }

        var (values, error) = PageCursor.Read(list, cursor);
        return error is { } wrong ? throw RequestError.InvalidCursor(argument, cursor, wrong) : values;
    }

    private static QueryArgument Argument(string name, IGraphType type, string description) => new(type)
    {
        Name = name,
        Description = description,
    };
}
