namespace NewsApi.Content.Wire.Rows;

/// <summary>
/// A row of the change log, as the table <c>wire_change</c> holds it. Positions have no gaps and follow the order of the commits.
/// </summary>
public sealed class Change
{
    public long Position { get; set; }

    public DateTimeOffset CommittedAt { get; set; }

    public ChangeKind Kind { get; set; }

    /// <summary>The id of the article or entity. It has no foreign key, because the log keeps changes of deleted rows.</summary>
    public long SubjectId { get; set; }

    /// <summary>
    /// True for a row that is never delivered to a subscriber, because the article is public neither before nor after the change. The row
    /// only causes <c>DueArticles</c> to compute again the time at which the next scheduled article becomes public.
    /// </summary>
    public bool Internal { get; set; }

    /// <summary>
    /// The facts before the change as JSON. The ancestors of places and topics in these facts are the ancestors before the change. Null if
    /// the article was not public according to the log.
    /// </summary>
    public string? Before { get; set; }

    /// <summary>The facts after the change as JSON; null if the article is not public after this change.</summary>
    public string? After { get; set; }

    /// <summary>
    /// The trace context of the request that caused the change (W3C Trace Context, <c>traceparent</c>); null if the change has no request.
    /// </summary>
    public string? TraceParent { get; set; }
}
