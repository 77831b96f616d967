namespace NewsApi.Content.Reading;

/// <summary>The kinds of <see cref="Relation"/>. The SQL that reads the related rows differs from kind to kind.</summary>
public enum RelationKind
{
    /// <summary>From an article to the people, places or topics that it mentions.</summary>
    Entities,

    /// <summary>From an article to its mentions.</summary>
    Mentions,

    /// <summary>From a mention to its person, place or topic.</summary>
    MentionedEntity,

    /// <summary>From a person, place or topic to the articles that mention it.</summary>
    Articles,

    /// <summary>From a place to the place around it, or from a topic to the broader topic.</summary>
    Parent,

    /// <summary>From a place to the places within it, or from a topic to the narrower topics.</summary>
    Children,

    /// <summary>From an article to its versions, the newest first.</summary>
    Versions,

    /// <summary>From an article to the most similar articles.</summary>
    Similar,
}
