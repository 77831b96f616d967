namespace NewsApi.Content.Reading;

/// <summary>A relation that leads from the rows of one table to rows of another.</summary>
/// <param name="Name">The name in the schema.</param>
public sealed record Relation(RelationKind Kind, string Name, ContentTable From, ContentTable To)
{
    public static Relation People { get; } = new(RelationKind.Entities, "people", ContentTable.Article, ContentTable.Person);

    public static Relation Places { get; } = new(RelationKind.Entities, "places", ContentTable.Article, ContentTable.Place);

    public static Relation Topics { get; } = new(RelationKind.Entities, "topics", ContentTable.Article, ContentTable.Topic);

    public static Relation Mentions { get; } = new(RelationKind.Mentions, "mentions", ContentTable.Article, ContentTable.Mention);

    /// <summary>
    /// Leads from a mention to its person, place or topic. The relation leads to three tables, but <see cref="To"/> can name only one.
    /// </summary>
    public static Relation MentionedEntity { get; } =
        new(RelationKind.MentionedEntity, "entity", ContentTable.Mention, ContentTable.Person);

    /// <summary>Leads from a mention to its person, place or topic, if the mention is of that kind.</summary>
    public static Relation MentionedOf(ContentTable entity) =>
        new(RelationKind.MentionedEntity, entity.Name.ToLowerInvariant(), ContentTable.Mention, entity);

    public static Relation Versions { get; } = new(RelationKind.Versions, "versions", ContentTable.Article, ContentTable.Version);

    /// <summary>Leads from an article to the people, places or topics that it mentions.</summary>
    public static Relation EntitiesOf(ContentTable entity) =>
        entity == ContentTable.Person ? People : entity == ContentTable.Place ? Places : Topics;

    /// <summary>Leads from an article to the most similar articles.</summary>
    public static Relation Similar { get; } = new(RelationKind.Similar, "related", ContentTable.Article, ContentTable.Article);

    public static Relation ArticlesOf(ContentTable entity) => new(RelationKind.Articles, "articles", entity, ContentTable.Article);

    public static Relation ParentOf(ContentTable entity) => new(RelationKind.Parent, "parent", entity, entity);

    public static Relation ChildrenOf(ContentTable entity) => new(RelationKind.Children, "children", entity, entity);

    public override string ToString() => $"{From.Name}.{Name}";
}
