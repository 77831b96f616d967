namespace NewsApi.Content.Suggesting;

/// <summary>The kind of a suggestion.</summary>
public enum SuggestionKind
{
    /// <summary>A person.</summary>
    Person = 1,

    /// <summary>A place.</summary>
    Place = 2,

    /// <summary>A topic.</summary>
    Topic = 3,

    /// <summary>A section of the news.</summary>
    Section = 4,
}
