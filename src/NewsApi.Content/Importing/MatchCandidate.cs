using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>An entity that a mention may match. A created entity gets its id when it is written.</summary>
/// <param name="keys">The folded name, then the folded aliases.</param>
internal sealed class MatchCandidate(EntityKind kind, string name, string? uri, string[] keys)
{
    public EntityKind Kind => kind;

    public string[] Keys => keys;

    public string Name { get; private set; } = name;

    public string? Uri { get; private set; } = uri;

    public long Id { get; set; }

    /// <summary>
    /// The sort key of the candidates. For a stored entity, it is the id. All created entities have the largest number, so they come last
    /// and stay in the order of their creation.
    /// </summary>
    public long Order { get; init; } = long.MaxValue;

    public bool Curated { get; init; }

    /// <summary>The slug of a stored entity.</summary>
    public string Slug { get; init; } = "";

    public bool HasNewUri { get; private set; }

    public bool HasNewName { get; private set; }

    /// <summary>Gives the entity the identifier that an item has.</summary>
    public void Identify(string newUri) => (Uri, HasNewUri) = (newUri, true);

    /// <summary>Gives the entity the name that an item has.</summary>
    public void Rename(string newName) => (Name, HasNewName) = (newName, true);
}
