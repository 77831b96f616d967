using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;

namespace NewsApi.Content.Caching;

/// <summary>
/// The last changes of the log without a gap, and the times at which positions were read. With them, an answer from an earlier position is
/// checked. An instance does not change.
/// </summary>
internal sealed class PublicHistory
{
    /// <summary>The largest number of changes. An answer that was last checked before them is not used any more.</summary>
    public const int MostChanges = 1_000;

    /// <summary>The largest memory of the changes, in bytes.</summary>
    private const long MostBytes = 16 * 1024 * 1024;

    // Of each position from the first one on: the change that led to it, and the times between which public content did not change. The
    // first position has no change.
    private readonly (WireChange? Change, DateTime From, DateTime Until)[] _positions;
    private readonly long _first;
    private readonly DateTime _latest;

    private PublicHistory((WireChange?, DateTime, DateTime)[] positions, long first, DateTime latest) =>
        (_positions, _first, _latest) = (positions, first, latest);

    /// <summary>The time of the last read of the last position, or of the last change if that is later.</summary>
    public DateTime From => _positions[^1].From;

    /// <summary>Begins a history with the read of a position.</summary>
    /// <param name="now">PostgreSQL's clock in the snapshot.</param>
    /// <param name="until">The next time at which an article becomes public or expires.</param>
    public static PublicHistory Begin(long position, DateTime now, DateTime until) => new([(null, now, until)], position, now);

    /// <summary>Adds the changes up to the position that was read.</summary>
    /// <param name="changes">The changes directly after the last position.</param>
    public PublicHistory Add(IReadOnlyList<WireChange> changes, DateTime now, DateTime until)
    {
        // A snapshot takes the clock first, and then its position. So it can have a change that is later than its clock, and then lacks
        // an article that has just become public. The times of the changes keep such a snapshot out.
        var latest = changes.Select(c => c.CommittedAt.UtcDateTime).Append(_latest).Max();
        var added = changes.Select((c, i) => i < changes.Count - 1
            ? (c, DateTime.MaxValue, DateTime.MinValue)
            : ((WireChange?)c, now > latest ? now : latest, until));
        (WireChange?, DateTime, DateTime)[] all = [.. _positions, .. added];
        var kept = CountKept(all);
        return new(all[^kept..], _first + all.Length - kept, latest);
    }

    /// <summary>
    /// Returns true if the snapshot of an answer was taken at a position that was read before, and before the next article became public
    /// or expired. Only then the answer has nothing that the log does not have yet.
    /// </summary>
    public bool Has(CachedAnswer answer) => Find(answer.Cursor.Position) is var at and >= 0
        && answer.Time >= _positions[at].From && answer.Time < _positions[at].Until;

    /// <summary>
    /// Returns the changes of public content after a position; null if the position is too old.
    /// </summary>
    public IEnumerable<WireChange>? FindAfter(long position) => Find(position) is var at and >= 0
        ? _positions.Skip(at + 1).Select(p => p.Change).OfType<WireChange>().Where(IsPublic)
        : null;

    /// <summary>
    /// False for a change of an article that is not public before and after it. Such an article is in no public answer, and it cannot take
    /// a slug that leads to another article. While an article is public without a row of the log, there is no period.
    /// </summary>
    private static bool IsPublic(WireChange change) => change is not { Kind: ChangeKind.Article, Before: null, After: null };

    private static int CountKept((WireChange? Change, DateTime, DateTime)[] positions)
    {
        var (kept, bytes) = (0, 0L);
        while (kept < positions.Length && kept <= MostChanges && bytes <= MostBytes)
        {
            bytes += positions[^++kept].Change?.Size ?? 0;
        }

        return kept;
    }

    private int Find(long position) => position - _first is var at && at >= 0 && at < _positions.Length ? (int)at : -1;
}
