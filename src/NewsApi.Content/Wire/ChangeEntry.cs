namespace NewsApi.Content.Wire;

/// <summary>A change on its way into the log.</summary>
/// <param name="Before">Facts as JSON; null where the log had not said that the article is public.</param>
/// <param name="After">Facts as JSON; not null exactly where the article is public from this row on.</param>
/// <param name="Internal">Wakes timers and caches, but is never delivered.</param>
public sealed record ChangeEntry(ChangeKind Kind, long SubjectId, string? Before, string? After, bool Internal = false);
