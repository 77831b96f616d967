namespace NewsApi.Content.Importing;

/// <summary>The outcome of one item of an import.</summary>
/// <param name="Subject">The item's <c>uri</c>, or the name of the person, place or topic; null where the document gave none.</param>
public sealed record ItemOutcome(Origin Origin, string? Subject, ItemResult Result)
{
    /// <summary>Why the item was refused, and what to do.</summary>
    public string? Reason { get; init; }

    public ValueList<ImportWarning> Warnings { get; init; } = [];

    internal ItemOutcome With(ImportWarning warning) => this with { Warnings = [.. Warnings, warning] };
}
