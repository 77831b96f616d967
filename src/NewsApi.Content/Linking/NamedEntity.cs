using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>A person, place or topic as the linker knows it.</summary>
public sealed class NamedEntity
{
    public required long Id { get; init; }

    public required EntityKind Kind { get; init; }

    public required string Name { get; init; }

    public string[] Aliases { get; init; } = [];

    /// <summary>Its identifier's vocabulary; empty where it has no identifier. A small one holds what a newsroom writes about.</summary>
    public string Vocabulary { get; init; } = "";

    /// <summary>For a place: the ISO 3166-1 alpha-2 code of its country; null where it is not known.</summary>
    public string? CountryCode { get; init; }

    public string? PlaceKind { get; init; }

    /// <summary>The id of the place it lies within.</summary>
    public long? ParentId { get; init; }

    /// <summary>The number of inhabitants; 0 where the gazetteer does not say.</summary>
    public long Population { get; init; }

    /// <summary>For a person: the surname, where the gazetteer declares one.</summary>
    public string? Surname { get; init; }

    /// <summary>Whether the surname alone means this person: the gazetteer declares it to be no common one.</summary>
    public bool OwnsSurname { get; init; }

    /// <summary>What it is or does, in words: the role and the description.</summary>
    public string? About { get; init; }

    public string[] Demonyms { get; init; } = [];

    public string[] Keywords { get; init; } = [];

    /// <summary>The tokens of the surname in the order of the text, as hashes; empty where there is none.</summary>
    internal ulong[] SurnameTokens { get; set; } = [];

    /// <summary>A second word that may stand for the person alone, as for names whose order is not known; 0 where there is none.</summary>
    internal ulong OtherSurname { get; set; }

    /// <summary>The size of its vocabulary in the index that it was added to.</summary>
    internal VocabularySize Siblings { get; set; } = new();

    /// <summary>Whether it comes from a list of everything.</summary>
    internal bool IsOfLargeVocabulary => Siblings.IsLarge;

    /// <summary>Whether the place is a state or province that is written after a town: "Madison, Wisconsin".</summary>
    internal bool IsRegion { get; set; }

    internal bool IsCountry => PlaceKind is "country";
}
