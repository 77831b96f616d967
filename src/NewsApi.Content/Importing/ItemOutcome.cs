namespace NewsApi.Content.Importing;

/// <summary>What an import did with an item.</summary>
public enum ItemResult
{
    /// <summary>It is new.</summary>
    Created,

    /// <summary>It changed what was there.</summary>
    Updated,

    /// <summary>It says what was there already.</summary>
    Unchanged,

    /// <summary>A newer version is there; the document is kept, nothing of it is applied.</summary>
    Older,

    /// <summary>It was not taken, or not whole; <see cref="ItemOutcome.Reason"/> says why.</summary>
    Refused,
}

/// <summary>What became of one item.</summary>
/// <param name="Subject">The item's <c>uri</c>, or the name of the person, place or topic; null where the document gave none.</param>
public sealed record ItemOutcome(Origin Origin, string? Subject, ItemResult Result)
{
    /// <summary>Why it was refused, in words that say what to do.</summary>
    public string? Reason { get; init; }

    public ValueList<ImportWarning> Warnings { get; init; } = [];

    internal ItemOutcome With(ImportWarning warning) => this with { Warnings = [.. Warnings, warning] };
}

/// <summary>
/// An import ended before its last item, for a reason that is no item's: the connection was lost, the disk is full. What was
/// committed stays; the same import again goes on from there.
/// </summary>
public sealed class ImportStoppedException(string message, Exception inner) : Exception(message, inner);
