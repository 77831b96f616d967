namespace NewsApi.Content.Suggesting;

/// <summary>A person, place, topic or section, as the index has it.</summary>
/// <param name="id">The id of the entity; 0 for a section.</param>
internal sealed class NamedSubject(SuggestionKind kind, long id)
{
    public SuggestionKind Kind => kind;

    public long Id => id;

    /// <summary>The name of the section as articles have it; empty for an entity.</summary>
    public string Section { get; init; } = "";

    /// <summary>True if the entity is public even if no public article mentions it.</summary>
    public bool IsOpen { get; set; }

    /// <summary>The number of public articles that mention the entity, or that are in the section.</summary>
    public int Uses { get; set; }

    /// <summary>
    /// The name, then the aliases. Empty while the index knows only that articles mention the entity.
    /// </summary>
    public IReadOnlyList<SubjectName> Names { get; set; } = [];

    public bool IsPublic => IsOpen || Uses > 0;
}
