namespace NewsApi.Content.Entities;

/// <summary>An entity that was merged into another and is gone; its id and its identifier lead to the one that stayed.</summary>
public sealed class MergedEntity
{
    /// <summary>The id that the entity had.</summary>
    public long Id { get; set; }

    public EntityKind Kind { get; set; }

    /// <summary>The identifier that it had; feeds go on naming it so.</summary>
    public string? Uri { get; set; }

    /// <summary>The one that stayed. It is never merged itself: when it is, this row moves on with it.</summary>
    public long IntoId { get; set; }
}
