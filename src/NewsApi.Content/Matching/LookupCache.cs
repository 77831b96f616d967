using System.Globalization;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Matching;

/// <summary>
/// What PostgreSQL said to the questions of a <see cref="ConditionMatch"/>. Answers about people, places and topics are kept
/// until a row of the log says that they changed; answers about articles, and those that look at other entities too, are for one
/// batch only.
/// </summary>
internal sealed class LookupCache(SnapshotFactory news)
{
    /// <summary>How many entities are remembered, with an answer or as changed. Beyond, they are asked again, or counted as changed.</summary>
    private const int Most = 10_000;

    private readonly Dictionary<long, (bool[] Answers, long ReadAt)> _ofEntities = [];
    private readonly Dictionary<long, bool[]> _ofArticles = [];

    // What changed since this judge began: a reader's list may still be by what these were called before.
    private readonly HashSet<long> _changed = [];
    private bool _anyChanged;
    private long _position;
    private IReadOnlyList<ConditionMatch.DeferredPredicate> _questions = [];

    /// <summary>The rows of entities among the changes; to be called first.</summary>
    public void Pass(IReadOnlyList<WireChange> changes)
    {
        foreach (var change in changes.Where(c => c.Kind == ChangeKind.Entity))
        {
            _ofEntities.Remove(change.SubjectId);
            _anyChanged |= _changed.Count >= Most;
            if (!_anyChanged)
            {
                _changed.Add(change.SubjectId);
            }
        }

        _position = changes.Count > 0 ? changes[^1].Position : _position;
    }

    /// <summary>The answer as it is now.</summary>
    public bool? Now(int question, long id) => _questions.Count == 0 ? null
        : _questions[question].OfArticle ? (_ofArticles.TryGetValue(id, out var answers) ? answers[question] : null)
        : _ofEntities.TryGetValue(id, out var known) ? known.Answers[question] : null;

    /// <summary>
    /// The answer where it is certain to have been the same for everything that was delivered before. What an article's text said
    /// is not; nor what depends on other entities; nor the answer about an entity that changed since, or whose change is still to come.
    /// </summary>
    public bool? Then(int question, long id) =>
        _questions.Count > 0 && _questions[question] is { OfArticle: false, LooksFurther: false } && !_anyChanged && !_changed.Contains(id)
        && _ofEntities.TryGetValue(id, out var known) && known.ReadAt <= _position
            ? known.Answers[question]
            : null;

    /// <summary>Asks, in one round trip, what these facts need.</summary>
    public async ValueTask AskAsync(ConditionMatch match, IEnumerable<ChangeFacts> undecided, CancellationToken cancellationToken)
    {
        _questions = match.Questions;
        var facts = undecided.ToList();
        if (facts.Count == 0)
        {
            return;
        }

        long[] articles = _questions.Any(q => q.OfArticle) ? [.. facts.Select(f => f.Id).Distinct()] : [];
        var kinds = _questions.Select(q => q.Kind).ToHashSet();
        long[] entities =
            [.. facts.SelectMany(f => f.Mentions).Where(m => kinds.Contains(m.Kind)).Select(m => m.EntityId).Distinct().Where(id => !_ofEntities.ContainsKey(id))];
        MergedIdRewrite[] former = [.. _questions.Where(q => q.LooksFurther).Select(q => MergedIdRewrite.In(AsList(q)))];
        Statement[] names = [.. former.Select(f => f.Statement).OfType<Statement>()];
        await using var snapshot = news.Open(Visibility.Public, readsOnce: names.Length == 0);
        if (names.Length > 0)
        {
            // A question about what lies around may name something by the id it had before it was merged.
            await snapshot.RunAsync(names, last: false, cancellationToken);
        }

        var next = 0;
        Condition[] meant = [.. _questions.Select(q => q.LooksFurther ? former[next++].Exchange(AsList(q)).Where : q.Condition)];
        await snapshot.RunAsync(
            [
                .. articles.Length == 0 ? [] : new[] { OfArticles(articles, meant) },
                .. entities.Length == 0 ? [] : new[] { OfEntities(entities, meant, () => snapshot.Cursor.Position) },
            ],
            last: true,
            cancellationToken);

        // An entity that is gone answers nothing, and an article that is not public any more is not searched.
        foreach (var id in entities)
        {
            _ofEntities.TryAdd(id, (new bool[_questions.Count], snapshot.Cursor.Position));
        }

        foreach (var id in articles)
        {
            _ofArticles.TryAdd(id, new bool[_questions.Count]);
        }
    }

    /// <summary>Ends a batch.</summary>
    public void Forget()
    {
        _ofArticles.Clear();
        if (_ofEntities.Count > Most || _questions.Any(q => q.LooksFurther))
        {
            _ofEntities.Clear();
        }
    }

    private static ListQuery AsList(ConditionMatch.DeferredPredicate question) =>
        new() { Selection = new Selection(ContentTable.Of(question.Kind!.Value)), Where = question.Condition, Order = [], Size = 1 }; // only questions about entities look further

    private Statement OfArticles(long[] ids, Condition[] questions)
    {
        var sql = new SqlText();
        sql.Append($"select a.id{Columns(sql, "a", questions, ofArticle: true)} from article a where a.id = any({sql.Parameter(ids)}) and {VisibilitySql.Article("a", Visibility.Public)}");
        return new Statement(sql, row => _ofArticles[row.GetInt64(0)] = Read(row));
    }

    private Statement OfEntities(long[] ids, Condition[] questions, Func<long> position)
    {
        var sql = new SqlText();
        sql.Append($"select e.id{Columns(sql, "e", questions, ofArticle: false)} from entity e where e.id = any({sql.Parameter(ids)})");
        return new Statement(sql, row => _ofEntities[row.GetInt64(0)] = (Read(row), position()));
    }

    /// <summary>A column for each question; those about other things are not asked.</summary>
    private string Columns(SqlText sql, string alias, Condition[] questions, bool ofArticle)
    {
        var conditions = new ConditionSql(sql, Visibility.Public);
        return string.Concat(_questions.Zip(questions, (q, question) =>
            q.OfArticle == ofArticle ? string.Create(CultureInfo.InvariantCulture, $", coalesce({conditions.Of(question, alias)}, false)") : ", false"));
    }

    private bool[] Read(Npgsql.NpgsqlDataReader row) => [.. Enumerable.Range(1, _questions.Count).Select(row.GetBoolean)];
}
