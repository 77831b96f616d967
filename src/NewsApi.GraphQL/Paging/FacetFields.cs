using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Paging;

/// <summary>
/// Declares the fields <c>facets</c> and <c>timeline</c> of a list of articles, and plans their reads. To add a facet, add one entry to
/// <see cref="Texts"/> or <see cref="Entities"/>.
/// </summary>
internal static class FacetFields
{
    public const string Facets = "facets";
    public const string Timeline = "timeline";

    /// <summary>The largest number of values of a facet, or of periods of a timeline.</summary>
    private const int MaxSize = 400;

    /// <summary>The weight of a facet. Its statement reads every article of the list, and not only a page.</summary>
    private const double FacetCost = 50;

    private const int DefaultSize = 10;
    private const int DefaultPeriods = 31;
    private const string TypeName = "ArticleFacets";

    private static readonly Dictionary<string, Field> Texts = new()
    {
        ["sections"] = ContentTable.Article["Section"],
        ["genres"] = ContentTable.Article["Genre"],
        ["sources"] = ContentTable.Article["Source"],
        ["languages"] = ContentTable.Article["Language"],
    };

    private static readonly Dictionary<string, ContentTable> Entities = new()
    {
        ["people"] = ContentTable.Person,
        ["places"] = ContentTable.Place,
        ["topics"] = ContentTable.Topic,
    };

    /// <summary>
    /// Creates the fields <c>facets</c> and <c>timeline</c> of the type <c>ArticlesConnection</c>. The object that has these fields is the
    /// page.
    /// </summary>
    public static IEnumerable<ValueField> CreateFields()
    {
        yield return new ValueField
        {
            Name = Facets,
            ResolvedType = TypeRefs.NonNull(TypeName),
            Description =
                "Counts of the articles of the whole list, not only of this page. One statement computes all facets of a list. The "
                + "statement reads every article of the list, so its time grows with the number of articles.",
            Value = (page, _) => page,
        };
        yield return Create(
            Timeline, "TimelinePeriod",
            "The number of articles that were published in each day or month, the latest period first. The whole list is counted, not only "
            + "this page. Periods without articles are left out.",
            DefaultPeriods,
            new QueryArgument(TypeRefs.NonNull(nameof(TimelineUnit)))
            {
                Name = "by",
                DefaultValue = TimelineUnit.Day,
                Description = "The length of a period.",
            });
    }

    public static IEnumerable<IGraphType> CreateTypes()
    {
        var facets = new ObjectGraphType
        {
            Name = TypeName,
            Description =
                "Counts of the articles of a list. Each facet counts by one property of the articles, the most frequent value first.",
        };
        foreach (var (name, field) in Texts)
        {
            facets.AddField(Create(
                name, "TextFacet", $"Counts by {field.Name.ToLowerInvariant()}. Articles without this value are not counted."));
        }

        foreach (var (name, table) in Entities)
        {
            facets.AddField(Create(name, FacetTypeOf(table), $"Counts by the {name} that the articles mention."));
        }

        yield return facets;
        yield return CreateCount("TextFacet", "A text, and the number of articles that have it.", "value", "String", "The text.");
        foreach (var table in Entities.Values)
        {
            var name = NameOf(table);
            yield return CreateCount(
                FacetTypeOf(table), $"A {name}, and the number of articles that mention it.", name, table.Name, $"The {name}.");
        }

        yield return CreateCount(
            "TimelinePeriod", "A day or a month, and the number of articles that were published in it.", "start", "DateTime",
            "The beginning of the day or month, in UTC.");
        yield return new EnumType<TimelineUnit>();
    }

    /// <summary>
    /// Plans the reads of a field. The field <c>facets</c> needs one read for each selected facet. The field <c>timeline</c> needs one
    /// read.
    /// </summary>
    public static IEnumerable<FacetRead> Read(SelectionReader reader, FieldGroup group)
    {
        if (group.Definition.Name == Timeline)
        {
            var unit = reader.ReadArguments(group)["by"] is TimelineUnit by ? by : TimelineUnit.Day;
            yield return new FacetRead.OfPeriod(group.Key, ReadSize(reader, group, "ArticlesConnection"), unit);
            yield break;
        }

        foreach (var facet in reader.CollectFields(reader.FindType(TypeName), group.SelectionSets))
        {
            var (name, size) = (facet.Definition.Name, ReadSize(reader, facet, TypeName));
            if (Texts.TryGetValue(name, out var field))
            {
                yield return new FacetRead.OfField(facet.Key, size, field);
            }
            else if (Entities.TryGetValue(name, out var table))
            {
                yield return new FacetRead.OfEntities(facet.Key, size, reader.ReadSelection(
                    table.Name,
                    table,
                    reader.CollectFields(reader.FindType(FacetTypeOf(table)), facet.SelectionSets)
                        .Where(f => f.Definition.Name == NameOf(table)).SelectMany(f => f.SelectionSets)));
            }
        }
    }

    private static int ReadSize(SelectionReader reader, FieldGroup group, string type) =>
        reader.ReadArguments(group).GetValue<int>("first") switch
        {
            null => group.Definition.Name == Timeline ? DefaultPeriods : DefaultSize,
            < 0 => throw RequestError.NegativePage(),
            > MaxSize and { } size => throw RequestError.PageTooLarge(size, MaxSize, $"{type}.{group.Definition.Name}"),
            { } size => size,
        };

    private static ValueField Create(
        string name, string type, string description, int size = DefaultSize, params QueryArgument[] others) =>
        new ValueField
        {
            Name = name,
            ResolvedType = TypeRefs.NonNullListOf(type),
            Description = description,
            Arguments = new QueryArguments(
            [
                .. others,
                new QueryArgument(TypeRefs.Named("Int"))
                {
                    Name = "first",
                    Description = $"Returns the first _n_ items: at most {MaxSize}; {size} if the argument is left out.",
                },
            ]),
            Value = (page, call) => ((Page)page).GetFacet(call.Key),
        }.WithListSize(MaxSize, ["first"], size).WithCost(FacetCost);

    private static ObjectGraphType CreateCount(string name, string description, string value, string type, string valueDescription)
    {
        var count = new ObjectGraphType { Name = name, Description = description };
        count.AddField(new ValueField
        {
            Name = value,
            ResolvedType = TypeRefs.NonNull(type),
            Description = valueDescription,
            Value = (source, _) => ((FacetCount)source).Value,
        });
        count.AddField(new ValueField
        {
            Name = "count",
            ResolvedType = TypeRefs.NonNull("Int"),
            Description = "The number of articles of the list.",
            Value = (source, _) => ((FacetCount)source).Count,
        });
        return count;
    }

    private static string FacetTypeOf(ContentTable table) => $"{table.Name}Facet";

    private static string NameOf(ContentTable table) => table.Name.ToLowerInvariant();
}
