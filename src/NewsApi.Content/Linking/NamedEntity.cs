using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>A person, place or topic with the data that the linker uses.</summary>
public sealed class NamedEntity
{
    public required long Id { get; init; }

    public required EntityKind Kind { get; init; }

    public required string Name { get; init; }

    public string[] Aliases { get; init; } = [];

    /// <summary>
    /// The vocabulary that the identifier of the entity belongs to; empty if the entity has no identifier. The size of the vocabulary is
    /// evidence, because a small vocabulary lists only what a newsroom writes about.
    /// </summary>
    public string Vocabulary { get; init; } = "";

    /// <summary>For a place: the ISO 3166-1 alpha-2 code of its country; null if the country is not known.</summary>
    public string? CountryCode { get; init; }

    public string? PlaceKind { get; init; }

    /// <summary>The id of the parent in the tree, for example the region or country of a town.</summary>
    public long? ParentId { get; init; }

    /// <summary>The number of inhabitants; 0 if the gazetteer does not declare it.</summary>
    public long Population { get; init; }

    /// <summary>For a person: the surname that the gazetteer declares; null if there is none.</summary>
    public string? Surname { get; init; }

    /// <summary>Whether the surname alone means this person, because the gazetteer declares that the surname is not common.</summary>
    public bool OwnsSurname { get; init; }

    /// <summary>For a person: the declared role and country, or the description if no role is declared.</summary>
    public string? About { get; init; }

    public string[] Demonyms { get; init; } = [];

    public string[] Keywords { get; init; } = [];

    /// <summary>The hashes of the tokens of the surname, in the order of the words; empty if the surname is not known.</summary>
    internal ulong[] SurnameTokens { get; set; } = [];

    /// <summary>
    /// The hash of the first word of the name, if the first word may be the surname instead, as in "Deng Xiaoping". Otherwise 0.
    /// </summary>
    internal ulong OtherSurname { get; set; }

    /// <summary>The size of the entity's vocabulary in the index that contains the entity.</summary>
    internal VocabularySize Siblings { get; set; } = new();

    /// <summary>Whether the entity belongs to a large vocabulary, for example a list of all places.</summary>
    internal bool IsOfLargeVocabulary => Siblings.IsLarge;

    /// <summary>Whether the place is a state or province that is written after a town: "Madison, Wisconsin".</summary>
    internal bool IsRegion { get; set; }

    internal bool IsCountry => PlaceKind is "country";
}
