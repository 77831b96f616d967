using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Suggesting;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Paging;

namespace NewsApi.GraphQL.Types;

/// <summary>The type <c>Suggestion</c>, and the field <c>suggest</c>.</summary>
internal sealed class SuggestionType : ObjectGraphType
{
    private const string FieldName = "suggest";
    private const string EntityField = "entity";
    private const string SectionField = "section";

    public SuggestionType()
    {
        Name = nameof(Suggestion);
        Description = "A person, place, topic or section whose name matches a typed text.";
        AddField(Create("kind", TypeRefs.NonNull(nameof(SuggestionKind)), "Whether it is a person, place, topic or section.", s => s.Kind));
        AddField(Create("text", TypeRefs.NonNull("String"), "The name or other name that matches.", s => s.Text));
        AddField(Create(
            "spans", TypeRefs.NonNullListOf(nameof(Span)), "The ranges of `text` that match the typed text, in order. Use them to highlight.",
            s => s.Spans));
        AddField(Create(EntityField, TypeRefs.Named("Entity"), "The person, place or topic; null for a section.", s => s.Entity));
        AddField(Create(SectionField, TypeRefs.Named(nameof(Section)), "The section; null for a person, place or topic.", s => s.Section));
    }

    public static RootField CreateField() => new RootField
    {
        Name = FieldName,
        ResolvedType = TypeRefs.ListOf(nameof(Suggestion)),
        Description =
            "Suggests people, places, topics and sections while a reader types into a search box. Each typed word must be a word of the "
            + "same name or other name. The last typed word may be the beginning of a word. Case, accents, hyphens and apostrophes have no "
            + "effect. Names that the most public articles use come first. If fewer than `first` names match, names with one wrong, "
            + $"missing or extra letter follow; the typed word must have at least {Suggester.LeastLetters} letters for this. A blank text "
            + "gives no suggestions.",
        Arguments = new QueryArguments(
            new QueryArgument(TypeRefs.NonNull("String")) { Name = "text", Description = "The text that was typed so far." },
            new QueryArgument(TypeRefs.ListOf(nameof(SuggestionKind)))
            {
                Name = "kinds",
                Description = "Only suggestions of these kinds. If it is left out, suggestions of all kinds.",
            },
            new QueryArgument(TypeRefs.Named("Int"))
            {
                Name = "first",
                Description =
                    $"The largest number of suggestions: at most {ConnectionField.MaxPageSize}; {ConnectionField.DefaultPageSize} if it "
                    + "is left out.",
            }),
        Plan = Plan,
    }.WithListSize(ConnectionField.MaxPageSize, ["first"], ConnectionField.DefaultPageSize).WithCost(CostExtension.Read);

    private static PlannedSuggestions Plan(SelectionReader reader)
    {
        var suggester = reader.Operation.Suggester
            ?? throw new InvalidOperationException($"`{FieldName}` is a field of queries, and this operation is none.");
        var arguments = reader.ReadArguments(reader.Root);
        var size = arguments.GetValue<int>("first") ?? ConnectionField.DefaultPageSize;
        if (size is < 0 or > ConnectionField.MaxPageSize)
        {
            throw size < 0
                ? RequestError.NegativePage()
                : RequestError.PageTooLarge(size, ConnectionField.MaxPageSize, $"Query.{FieldName}");
        }

        // Not null: the schema declares the argument non-null.
        var text = FilterReader.CheckSearch(arguments.GetText("text")!, "text");
        var kinds = (arguments["kinds"] as IEnumerable<object>)?.Cast<SuggestionKind>().ToHashSet();
        var fields = reader.CollectFields(reader.FindType(nameof(Suggestion)), reader.Root.SelectionSets).ToArray();
        return new PlannedSuggestions(suggester, new SuggestionQuery(
            text, kinds, size, ReadSelections(reader, fields),
            fields.Any(f => f.Definition.Name == SectionField && SectionType.SelectsCount(reader, f))));
    }

    private static Dictionary<ContentTable, Selection> ReadSelections(SelectionReader reader, IEnumerable<FieldGroup> fields)
    {
        var sets = fields.Where(f => f.Definition.Name == EntityField).SelectMany(f => f.SelectionSets).ToArray();
        return Enum.GetValues<EntityKind>().Select(ContentTable.Of).ToDictionary(table => table, table =>
        {
            var selection = reader.ReadSelection(table.Name, table, sets);
            selection.Add(table[nameof(Entity.Name)]);
            selection.Add(table[nameof(Entity.Aliases)]);
            return selection;
        });
    }

    private static ValueField Create(string name, IGraphType type, string description, Func<Suggestion, object?> value) => new()
    {
        Name = name,
        ResolvedType = type,
        Description = description,
        Value = (suggestion, _) => value((Suggestion)suggestion),
    };
}
