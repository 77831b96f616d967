using NewsApi.Content.Wire.Rows;

namespace NewsApi.Content.Wire;

/// <summary>A row of the change log in memory, shared by all readers.</summary>
public sealed class WireChange(
    long position, DateTimeOffset committedAt, ChangeKind kind, long subjectId, bool isInternal, string? before, string? after,
    string? traceParent = null)
{
    private const int Overhead = 330; // bytes, with the trace context

    public long Position => position;

    /// <summary>The time by the database's clock when the change got its position in the log.</summary>
    public DateTimeOffset CommittedAt => committedAt;

    public ChangeKind Kind => kind;

    /// <summary>The id of the article, person, place or topic.</summary>
    public long SubjectId => subjectId;

    /// <summary>True for a row that wakes timers and caches and is never delivered to a subscriber.</summary>
    public bool Internal => isInternal;

    /// <summary>The facts before the change; null if the article was not public in the log.</summary>
    public LazyJson? Before { get; } = before is null ? null : new LazyJson(before);

    /// <summary>The facts after the change; null if the article is not public after this change.</summary>
    public LazyJson? After { get; } = after is null ? null : new LazyJson(after);

    /// <summary>
    /// The trace context of the request that caused the change (W3C Trace Context, <c>traceparent</c>); null if the change has no request.
    /// </summary>
    public string? TraceParent => traceParent;

    /// <summary>
    /// An upper estimate of the memory of the change, in bytes. Each character takes two bytes as text, and four bytes in the parsed form.
    /// </summary>
    internal long Size => Overhead + (6L * ((Before?.Text.Length ?? 0) + (After?.Text.Length ?? 0)));
}
