namespace NewsApi.Content.Reading.Statements;

/// <summary>
/// A part of public content that the result of a statement was read from. The result stays the same until a change of the log touches the
/// part. Lists have a part of their own, which contains their condition.
/// </summary>
internal abstract record ReadPart
{
    /// <summary>Articles with their mentions and versions. Also ids to which no public article belongs.</summary>
    public sealed record Articles(IReadOnlyCollection<long> Ids) : ReadPart;

    /// <summary>A slug or another identifier that led to no public article.</summary>
    public sealed record MissingArticle : ReadPart;

    /// <summary>The names and other properties of people, places and topics. Also whether their ids were merged.</summary>
    public sealed record Entities(IReadOnlyCollection<long> Ids) : ReadPart;

    /// <summary>The names and other properties of all people, places and topics.</summary>
    public sealed record EveryEntity : ReadPart;

    /// <summary>Whether the public may see these people, places and topics. Also ids to which none belongs.</summary>
    public sealed record VisibilityOf(IReadOnlyCollection<long> Ids) : ReadPart;

    /// <summary>The visible places or topics below others.</summary>
    public sealed record Below(IReadOnlyCollection<long> Ids) : ReadPart;

    /// <summary>A slug that led to no visible person, place or topic.</summary>
    public sealed record MissingEntity : ReadPart;

    /// <summary>The sections, the times of their newest articles, and the numbers of their articles.</summary>
    public sealed record Sections : ReadPart;
}
