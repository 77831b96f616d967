using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>The type <c>Mention</c>: how an article names a person, place or topic.</summary>
internal sealed class MentionType : TableType<Mention>
{
    public MentionType()
        : base(ContentTable.Mention, "mentions")
    {
        AddField(SelectedField.Along("entity", TypeRefs.NonNull("Entity"), "The person, place or topic.", (reader, group, parent) => parent.Add(
            new RelatedRead(group.Key, Relation.MentionedEntity, [.. Enum.GetValues<EntityKind>().Select(ContentTable.Of)
                .Select(table => reader.Read(table.Name, table, group.SelectionSets))]))));
        Filter(new FilterScalar(
            "entityId", "The id of the person, place or topic.", "ID", Table["EntityId"], [.. Enum.GetValues<EntityKind>().Select(ContentTable.Of)]));
        Scalar(m => m.Kind);
        Scalar(m => m.Relation, "rel");
        Scalar(m => m.Relevance);
        AddField(ArticleParts.List("spans", nameof(Span), "Where the article's plain text names it.", Table["Spans"]));
    }

    /// <summary>Mentions are not listed on their own.</summary>
    public override Content.ValueList<SortKey> DefaultOrder => [];
}
