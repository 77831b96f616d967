namespace NewsApi.Content.Articles;

/// <summary>A correction of a published article.</summary>
public sealed record Correction
{
    /// <summary>When the correction was made.</summary>
    public required DateTimeOffset CorrectedAt { get; init; }

    /// <summary>What was wrong and what is right, for readers.</summary>
    public required string Note { get; init; }
}
