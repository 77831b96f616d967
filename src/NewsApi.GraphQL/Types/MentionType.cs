using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>The type <c>Mention</c>: the mention of a person, place or topic by one article.</summary>
internal sealed class MentionType : TableType<Mention>
{
    public MentionType()
        : base(ContentTable.Mention, "mentions")
    {
        AddField(SelectedField.ForRelated(
            "entity", TypeRefs.NonNull("Entity"), "The person, place or topic.", (reader, group, parent) => parent.Add(
            new RelatedRead(group.Key, Relation.MentionedEntity, [.. Enum.GetValues<EntityKind>().Select(ContentTable.Of)
                .Select(table => reader.ReadSelection(table.Name, table, group.SelectionSets))]))));
        AddFilter(new FilterScalar(
            "entityId", "The id of the person, place or topic.", "ID", Table["EntityId"],
            [.. Enum.GetValues<EntityKind>().Select(ContentTable.Of)]));
        foreach (var kind in Enum.GetValues<EntityKind>())
        {
            var relation = Relation.MentionedOf(ContentTable.Of(kind));
            AddFilter(new FilterRelation(
                relation.Name, $"The mention is of a {relation.Name}, and the {relation.Name} matches.", relation, One: true));
        }

        AddScalar(m => m.Kind);
        AddScalar(m => m.Relation, "rel");
        AddScalar(m => m.Relevance);
        AddScalar(m => m.Origin);
        AddField(ArticleParts.CreateList("spans", nameof(Span), "The ranges of the mention in the article's plain text.", Table["Spans"]));
    }

    /// <summary>
    /// Empty, because no field lists the mentions of all articles. Mentions are listed only below their article, in the publisher's order.
    /// </summary>
    public override Content.ValueList<SortKey> DefaultOrder => [];
}
