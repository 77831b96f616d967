using NewsApi.Content.Articles;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

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

    /// <summary>For a place: degrees north.</summary>
    public double? Latitude { get; init; }

    /// <summary>For a place: degrees east.</summary>
    public double? Longitude { get; init; }
}
