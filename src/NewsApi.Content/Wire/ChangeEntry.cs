using NewsApi.Content.Wire.Rows;

namespace NewsApi.Content.Wire;

/// <summary>A change to append to the log.</summary>
/// <param name="Before">The facts before the change as JSON; null if the article was not public in the log.</param>
/// <param name="After">The facts after the change as JSON; null if the article is not public after this change.</param>
/// <param name="Internal">True for a row that wakes timers and caches and is never delivered to a subscriber.</param>
public sealed record ChangeEntry(ChangeKind Kind, long SubjectId, string? Before, string? After, bool Internal = false);
