namespace NewsApi.Content.Reading;

/// <summary>How one thing leads to others.</summary>
public sealed record Relation(string Name, ContentTable From, ContentTable To)
{
    public static Relation People { get; } = new("people", ContentTable.Article, ContentTable.Person);

    public static Relation Places { get; } = new("places", ContentTable.Article, ContentTable.Place);

    public static Relation Topics { get; } = new("topics", ContentTable.Article, ContentTable.Topic);

    public static Relation Mentions { get; } = new("mentions", ContentTable.Article, ContentTable.Mention);

    /// <summary>The person, place or topic that a mention is of.</summary>
    public static Relation Mentioned { get; } = new("entity", ContentTable.Mention, ContentTable.Person);

    /// <summary>The articles of a person, place or topic.</summary>
    public static Relation ArticlesOf(ContentTable entity) => new("articles", entity, ContentTable.Article);

    /// <summary>The place around a place, the topic above a topic.</summary>
    public static Relation ParentOf(ContentTable entity) => new("parent", entity, entity);

    /// <summary>The places within a place, the topics below a topic.</summary>
    public static Relation ChildrenOf(ContentTable entity) => new("children", entity, entity);

    /// <summary>Every version of an article, the newest first.</summary>
    public static Relation Versions { get; } = new("versions", ContentTable.Article, ContentTable.Version);
}
