using NewsApi.Content.Wire;

namespace NewsApi.Content.Importing;

/// <summary>The outcome of one item of an import.</summary>
/// <param name="Subject">The <c>uri</c> of the item, or the name of the person, place or topic; null if the document has none.</param>
public sealed record ItemOutcome(Origin Origin, string? Subject, ItemResult Result)
{
    /// <summary>Why the item was rejected, and what the user can do.</summary>
    public string? Reason { get; init; }

    public ValueList<ImportWarning> Warnings { get; init; } = [];

    /// <summary>
    /// The position in the log after the commit of the item's batch; null if the item was rejected, or if the import wrote nothing.
    /// </summary>
    public WireCursor? Cursor { get; init; }

    internal ItemOutcome With(ImportWarning warning) => this with { Warnings = [.. Warnings, warning] };
}
