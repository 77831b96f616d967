using NewsApi.Content.Articles;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Matching;

/// <summary>
/// Says what changes do to one list: which articles enter it, stay in it or leave it. By the facts in the log alone wherever they
/// decide; only what a search finds and what people, places and topics are called is asked of PostgreSQL. Serves one reader
/// that goes through the log in order; not to be called twice at once.
/// </summary>
public sealed class ChangeMatcher(Condition where, SnapshotFactory news)
{
    private readonly ConditionMatch _match = new(where);
    private readonly LookupCache _answers = new(news);

    /// <summary>
    /// The changes that concern the list, in order. Where it cannot be told whether the article belonged to the list before, it is
    /// said to have entered, or to have left; both may be said once too often.
    /// </summary>
    /// <param name="changes">The next ones, in order.</param>
    public async ValueTask<IReadOnlyList<ListChange>> MatchAsync(IReadOnlyList<WireChange> changes, CancellationToken cancellationToken)
    {
        if (_match.Questions.Count > 0)
        {
            _answers.Pass(changes);
            await _answers.AskAsync(_match, changes.Where(Concerns).Select(FactsAfter).OfType<ChangeFacts>().Where(f => _match.Of(f, _answers.Now) is null), cancellationToken);
        }

        var found = new List<ListChange>();
        foreach (var change in changes)
        {
            if (Concerns(change) && KindOf(change) is { } kind)
            {
                found.Add(new(change.Position, change.CommittedAt, change.SubjectId, kind, BecamePublic: change.Before is null));
            }
        }

        _answers.Forget();
        return found;
    }

    private static bool Concerns(WireChange change) => change.Kind == ChangeKind.Article && !change.Internal && (change.Before is not null || change.After is not null);

    private static ChangeFacts? FactsAfter(WireChange change) => change.After?.Parse(ChangeFacts.FromJson);

    private ListChangeKind? KindOf(WireChange change)
    {
        var before = change.Before is { } was ? _match.Of(was.Parse(ChangeFacts.FromJson), _answers.Then) : false;
        if (FactsAfter(change) is { } now && _match.Of(now, _answers.Now) == true)
        {
            return before == true ? ListChangeKind.Updated : ListChangeKind.Entered;
        }

        return before == false ? null : ListChangeKind.Left;
    }
}
