namespace NewsApi.Content.Entities;

/// <summary>An entity that was merged into another and removed. Its id and its identifier lead to the surviving one.</summary>
public sealed class MergedEntity
{
    /// <summary>The id that the entity had.</summary>
    public long Id { get; set; }

    public EntityKind Kind { get; set; }

    /// <summary>The identifier that the entity had; feeds keep using it.</summary>
    public string? Uri { get; set; }

    /// <summary>The surviving entity. When that one is merged too, this row is changed to its survivor, so that chains stay flat.</summary>
    public long IntoId { get; set; }
}
