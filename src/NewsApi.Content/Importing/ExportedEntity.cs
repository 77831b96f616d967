namespace NewsApi.Content.Importing;

/// <summary>
/// What this service has of a person, place or topic beside the properties of a gazetteer, as an export carries it. Only the import of an
/// export applies these values.
/// </summary>
public sealed record ExportedEntity
{
    /// <summary>The id. The import keeps it if it is free, so that the ids that clients have stored stay valid.</summary>
    public required long Id { get; init; }

    /// <summary>
    /// The highest id of the archive. An import gives no row an id up to it but its own, so that one taken id moves one row.
    /// </summary>
    public long LastId { get; init; }

    /// <summary>The slugs that also lead to the entity, in ordinal order.</summary>
    public ValueList<string> FormerSlugs { get; init; } = [];

    /// <summary>The entities that were merged into this one, by id.</summary>
    public ValueList<ExportedMerge> Merged { get; init; } = [];

    /// <summary>True if an editor or a gazetteer has described the entity.</summary>
    public required bool Curated { get; init; }

    /// <summary>True if an editor keeps the entity from readers until a public article mentions it.</summary>
    public bool KeptBack { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
