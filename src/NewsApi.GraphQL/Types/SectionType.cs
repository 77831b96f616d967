using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>The type <c>Section</c>. It also declares the root field <c>sections</c>.</summary>
internal sealed class SectionType : ObjectGraphType
{
    private const string Count = "count";

    public SectionType()
    {
        Name = nameof(Section);
        Description = "A section of the news, such as \"Economy\".";
        AddField(Create("name", TypeRefs.NonNull("String"), "The name, as in the field `section` of articles.", section => section.Name));
        AddField(Create(
            "newest", TypeRefs.Named("DateTime"),
            "The publication time of the newest article in the section; null if no article in the section has a publication time.",
            section => section.Newest));
        AddField(Create(Count, TypeRefs.NonNull("Int"), "The number of articles in the section.", section => section.Count));
    }

    public static RootField CreateField() => new RootField
    {
        Name = "sections",
        ResolvedType = TypeRefs.NonNullListOf(nameof(Section)),
        Description = "The sections that have articles, sorted by name. For the sections of a filtered list of articles, use `facets`.",
        Plan = reader => new PlannedSections(counts: SelectsCount(reader, reader.Root)),
    }.WithListSize(assumed: 30).WithCost(CostExtension.Read);

    /// <summary>Returns whether a field that returns sections selects the number of their articles.</summary>
    public static bool SelectsCount(SelectionReader reader, FieldGroup group) =>
        reader.CollectFields(reader.FindType(nameof(Section)), group.SelectionSets).Any(f => f.Definition.Name == Count);

    private static ValueField Create(string name, IGraphType type, string description, Func<Section, object?> value) => new()
    {
        Name = name,
        ResolvedType = type,
        Description = description,
        Value = (section, _) => value((Section)section),
    };
}
