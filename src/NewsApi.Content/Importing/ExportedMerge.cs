namespace NewsApi.Content.Importing;

/// <summary>An entity that was merged into the entity with this value. Its id and identifier still lead there.</summary>
public sealed record ExportedMerge(long Id)
{
    /// <summary>The identifier; null if the entity had none, or if it went to the survivor.</summary>
    public string? Uri { get; init; }
}
