using NewsApi.Content.Articles;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;

namespace NewsApi.Content.Matching;

/// <summary>
/// Computes which articles enter a list, stay in it or leave it by changes of the log. Most conditions are decided by the facts in
/// the log alone; only full-text searches and properties of people, places and topics are looked up in PostgreSQL. Serves one reader
/// that follows the log in order, one call at a time.
/// </summary>
public sealed class ChangeMatcher(Condition where, SnapshotFactory news)
{
    private readonly ConditionMatch _match = new(where);
    private readonly LookupCache _lookups = new(news);

    /// <summary>
    /// The changes to the list, in order. If it is unknown whether an article was in the list before, the change counts as
    /// <see cref="ListChangeKind.Entered"/> if the article is in the list now, and as <see cref="ListChangeKind.Left"/> if it is not. So
    /// both can be reported once too often.
    /// </summary>
    /// <param name="changes">The next changes of the log, in order.</param>
    public async ValueTask<IReadOnlyList<ListChange>> MatchAsync(IReadOnlyList<WireChange> changes, CancellationToken cancellationToken)
    {
        if (_match.Deferred.Count > 0)
        {
            _lookups.Invalidate(changes);
            await _lookups.LoadAsync(
                _match,
                changes.Where(IsRelevant).Select(GetFactsAfter).OfType<ChangeFacts>()
                    .Where(f => _match.Evaluate(f, _lookups.GetCurrent) is null),
                cancellationToken);
        }

        var found = new List<ListChange>();
        foreach (var change in changes)
        {
            if (IsRelevant(change) && GetKind(change) is { } kind)
            {
                found.Add(new(change.Position, change.CommittedAt, change.SubjectId, kind, BecamePublic: change.Before is null));
            }
        }

        _lookups.EndBatch();
        return found;
    }

    private static bool IsRelevant(WireChange change) =>
        change.Kind == ChangeKind.Article && !change.Internal && (change.Before is not null || change.After is not null);

    private static ChangeFacts? GetFactsAfter(WireChange change) => change.After?.Parse(ChangeFacts.FromJson);

    private ListChangeKind? GetKind(WireChange change)
    {
        var before = change.Before is { } was ? _match.Evaluate(was.Parse(ChangeFacts.FromJson), _lookups.GetPrevious) : false;
        if (GetFactsAfter(change) is { } now && _match.Evaluate(now, _lookups.GetCurrent) == true)
        {
            return before == true ? ListChangeKind.Updated : ListChangeKind.Entered;
        }

        return before == false ? null : ListChangeKind.Left;
    }
}
