using NewsApi.Content.Articles;
using NewsApi.Content.Matching.Facts;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;

namespace NewsApi.Content.Matching;

/// <summary>
/// Computes the effects of changes on one list: which articles enter the list, stay in it or leave it. The facts in the log decide most
/// conditions. Full-text searches of a version, and conditions on the names of people, places and topics, are looked up in PostgreSQL. The
/// ids that slugs lead to are looked up too. An instance serves one reader that follows the log in order. The reader must not make two
/// calls at the same time.
/// </summary>
public sealed class ChangeMatcher(Condition where, SnapshotFactory news)
{
    private readonly ConditionMatch _match = new(where);
    private readonly LookupCache _lookups = new(news);
    private readonly SlugIds _slugs = new(news);

    /// <summary>
    /// Returns the effects of the changes on the list, in order. PostgreSQL has only the present name of an entity, so it can be unknown
    /// whether an article was in the list before. The article is then reported as entered or left. Such a report may be superfluous: the
    /// article may already have been in the list, or may never have been in it.
    /// </summary>
    /// <param name="changes">The next changes of the log, in order.</param>
    public async ValueTask<IReadOnlyList<ListChange>> MatchAsync(IReadOnlyList<WireChange> changes, CancellationToken cancellationToken)
    {
        if (_match.Deferred.Count + _match.Slugs.Count > 0)
        {
            _lookups.Invalidate(changes);
            await _slugs.LoadAsync(_match.Slugs, changes, cancellationToken);
            await _lookups.LoadAsync(
                _match,
                Undecided(changes, GetFactsBefore, _lookups.GetPrevious, _slugs.LedTo),
                Undecided(changes, GetFactsAfter, _lookups.GetCurrent, _slugs.LeadsTo),
                cancellationToken);
        }

        var found = new List<ListChange>();
        foreach (var change in changes)
        {
            if (IsRelevant(change) && GetKind(change) is { } kind)
            {
                found.Add(new(change.Position, change.CommittedAt, change.SubjectId, kind, BecamePublic: change.Before is null)
                {
                    TraceParent = change.TraceParent,
                });
            }
        }

        _lookups.EndBatch();
        return found;
    }

    private static bool IsRelevant(WireChange change) =>
        change.Kind == ChangeKind.Article && !change.Internal && (change.Before is not null || change.After is not null);

    private static ChangeFacts? GetFactsBefore(WireChange change) => change.Before?.Parse(ChangeFacts.FromJson);

    private static ChangeFacts? GetFactsAfter(WireChange change) => change.After?.Parse(ChangeFacts.FromJson);

    private List<ChangeFacts> Undecided(
        IReadOnlyList<WireChange> changes, Func<WireChange, ChangeFacts?> facts, ConditionMatch.Lookup lookup,
        ConditionMatch.SlugLookup slugs) =>
        [.. changes.Where(IsRelevant).Select(facts).OfType<ChangeFacts>().Where(f => _match.Evaluate(f, lookup, slugs) is null)];

    private ListChangeKind? GetKind(WireChange change)
    {
        var before = GetFactsBefore(change) is { } was ? _match.Evaluate(was, _lookups.GetPrevious, _slugs.LedTo) : false;
        if (GetFactsAfter(change) is { } now && _match.Evaluate(now, _lookups.GetCurrent, _slugs.LeadsTo) == true)
        {
            return before != true ? ListChangeKind.Entered
                : ChangesOnlyNames(change) ? null
                : ListChangeKind.Updated;
        }

        return before == false ? null : ListChangeKind.Left;
    }

    /// <summary>
    /// True if only the names that a search reads differ. Such a change can move an article into a list or out of it. But nothing that the
    /// article shows has changed, so a list that has the article gets no event. Otherwise each rename of a frequent topic would send all of
    /// its articles to all lists.
    /// </summary>
    private static bool ChangesOnlyNames(WireChange change) =>
        (GetFactsBefore(change), GetFactsAfter(change)) is ({ } before, { } after)
        && before.SearchNames != after.SearchNames && before with { SearchNames = after.SearchNames } == after;
}
