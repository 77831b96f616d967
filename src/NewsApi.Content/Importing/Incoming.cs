using NewsApi.Content.Articles;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>What a format's reader made of one document: an item, an entity of a gazetteer, or a refusal.</summary>
public abstract record Incoming(Origin Origin)
{
    /// <summary>What is kept but was not expected, each told once per name to whoever imports.</summary>
    public ValueList<ImportWarning> Warnings { get; init; } = [];
}

/// <summary>Where a document came from: the file as the caller named it, and its line (from 1) where the file holds one item a line.</summary>
public sealed record Origin(string File, long? Line)
{
    public override string ToString() => Line is { } line ? $"{File}:{line}" : File;
}

/// <summary>Something worth telling that does not keep an item out; <paramref name="Name"/> groups equal ones.</summary>
public sealed record ImportWarning(string Name, string Message);

/// <summary>A document that cannot be taken, and why, in words that say what to do.</summary>
public sealed record RefusedItem(Origin Origin, string Reason) : Incoming(Origin);

/// <summary>What an item's publisher says may be done with it (ninjs <c>pubStatus</c>).</summary>
public enum PublishingStatus
{
    /// <summary>May be published.</summary>
    Usable,

    /// <summary>Must not be shown for now.</summary>
    Withheld,

    /// <summary>Must never be shown again.</summary>
    Canceled,
}

/// <summary>A news item as a feed or file brings it, before it meets the database.</summary>
public sealed record IncomingArticle(Origin Origin) : Incoming(Origin)
{
    /// <summary>The identity of the item across its versions.</summary>
    public required string Uri { get; init; }

    /// <summary>The publisher's own version of the item, often a number.</summary>
    public string? Version { get; init; }

    /// <summary>When this version was made.</summary>
    public DateTimeOffset? VersionCreated { get; init; }

    /// <summary>When the first version was made.</summary>
    public DateTimeOffset? FirstCreated { get; init; }

    public PublishingStatus Status { get; init; }

    /// <summary>Not to be public before this moment.</summary>
    public DateTimeOffset? EmbargoedUntil { get; init; }

    /// <summary>Not to be public from this moment on.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The content; its body is HTML that has not been sanitised yet unless <see cref="BodyIsTrusted"/>.</summary>
    public required ArticleContent Content { get; init; }

    /// <summary>True where the reader itself made the HTML out of plain text, so that nothing in it needs sanitising.</summary>
    public bool BodyIsTrusted { get; init; }

    /// <summary>The people, places and topics the item names, in order, each once.</summary>
    public ValueList<IncomingMention> Mentions { get; init; } = [];

    /// <summary>The standard the document follows, such as "ninjs 3.0".</summary>
    public required string Format { get; init; }

    /// <summary>The document as it came, character by character.</summary>
    public required string Document { get; init; }
}

/// <summary>A person, place or topic as an item names it.</summary>
public sealed record IncomingMention
{
    public required EntityKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>Its identifier in the vocabulary the item uses.</summary>
    public string? Uri { get; init; }

    public MentionRelation Relation { get; init; } = MentionRelation.Mentions;

    /// <summary>How much the article has to do with it, 0 to 100.</summary>
    public int? Relevance { get; init; }

    /// <summary>Degrees north, of a place.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees east, of a place.</summary>
    public double? Longitude { get; init; }
}

/// <summary>A person, place or topic as a gazetteer describes it.</summary>
public sealed record IncomingEntity(Origin Origin) : Incoming(Origin)
{
    public required EntityKind Kind { get; init; }

    public required string Name { get; init; }

    public string? Uri { get; init; }

    /// <summary>The slug the gazetteer wishes for; made from the name where it is null or taken.</summary>
    public string? Slug { get; init; }

    public string? Description { get; init; }

    /// <summary>Other names it is known by.</summary>
    public ValueList<string> Aliases { get; init; } = [];

    /// <summary>Addresses of other descriptions of the same thing.</summary>
    public ValueList<string> SameAs { get; init; } = [];

    /// <summary>The <see cref="Slug"/> or <see cref="Uri"/> of the place it lies within, or of its broader topic.</summary>
    public string? Parent { get; init; }

    /// <summary>Of a topic: its code in a vocabulary, such as <c>medtop:20000385</c>.</summary>
    public string? Code { get; init; }

    /// <summary>Of a place: "country", "city" and the like.</summary>
    public string? PlaceKind { get; init; }

    /// <summary>Of a place: the ISO 3166-1 alpha-2 code of its country.</summary>
    public string? CountryCode { get; init; }

    /// <summary>Of a place: degrees north.</summary>
    public double? Latitude { get; init; }

    /// <summary>Of a place: degrees east.</summary>
    public double? Longitude { get; init; }

    /// <summary>The document as it came, character by character; what it holds beyond the properties above is kept there.</summary>
    public required string Document { get; init; }
}
