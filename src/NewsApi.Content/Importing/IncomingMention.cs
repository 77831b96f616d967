using NewsApi.Content.Articles;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>A person, place or topic as an item mentions it.</summary>
public sealed record IncomingMention
{
    public required EntityKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>The identifier of the person, place or topic in the vocabulary that the item uses.</summary>
    public string? Uri { get; init; }

    public MentionRelation Relation { get; init; } = MentionRelation.Mentions;

    /// <summary>How relevant the person, place or topic is to the article, from 0 to 100.</summary>
    public int? Relevance { get; init; }

    /// <summary>The latitude of a place in degrees north.</summary>
    public double? Latitude { get; init; }

    /// <summary>The longitude of a place in degrees east.</summary>
    public double? Longitude { get; init; }
}
