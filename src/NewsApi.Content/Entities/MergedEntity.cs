namespace NewsApi.Content.Entities;

/// <summary>
/// An entity that was merged into another and removed. The id and the identifier that it had lead to the surviving entity.
/// </summary>
public sealed class MergedEntity
{
    /// <summary>The id that the entity had.</summary>
    public long Id { get; set; }

    public EntityKind Kind { get; set; }

    /// <summary>The identifier that the entity had; feeds keep using it.</summary>
    public string? Uri { get; set; }

    /// <summary>
    /// The id of the surviving entity. When the survivor is merged too, this row gets the id of the new survivor. So no row leads to a
    /// removed entity.
    /// </summary>
    public long IntoId { get; set; }
}
