using NewsApi.Content.Articles;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Counts;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// The number of articles of a list, or of the lists of several people, places or topics, from <see cref="CountMemory"/>. The statement
/// that then replaces the count tests whether the snapshot equals the log, and resolves the slugs of the filter. If the numbers are not in
/// memory, the same columns stand beside the count, so that it can be stored.
/// </summary>
internal sealed class ListCount
{
    private readonly CountMemory _memory;
    private readonly ListQuery _list;
    private readonly ContentTable? _of;
    private readonly ResolvedSlugs _slugs;
    private readonly int _restarts;

    // One list, or those of several entities by their ids.
    private readonly (string Key, KeptCount Kept) _single;
    private readonly Dictionary<long, (string Key, KeptCount Kept)>? _ofEach;

    private bool _isAsLogged;
    private long[] _ids = [];

    private ListCount(
        CountSource counts, ListQuery list, ContentTable? of, (string, KeptCount) single, Dictionary<long, (string, KeptCount)>? ofEach) =>
        (_memory, _list, _of, _slugs, _restarts, _single, _ofEach) =
            (counts.Memory, list, of, new ResolvedSlugs(list.Where), counts.Restarts, single, ofEach);

    /// <summary>True if the numbers are expected in memory, so that nothing is counted.</summary>
    public bool IsKept { get; private init; }

    /// <summary>Makes the count of a list.</summary>
    /// <param name="counts">The source of total counts; null to count without the memory.</param>
    /// <returns>Null if the list is counted without the memory.</returns>
    public static ListCount? TryCreate(ListQuery list, Visibility visibility, CountSource? counts) =>
        TryCreate(list, l => l.Where.Key, of: null, visibility, counts);

    /// <summary>Makes the count of the list of one entity, whose id is not known yet.</summary>
    /// <param name="list">The list without the condition that the articles mention the entity.</param>
    /// <param name="whole">The condition of the list with the condition that the articles mention the entity.</param>
    public static ListCount? TryCreateOfOne(
        ListQuery list, Condition whole, ContentTable of, Visibility visibility, CountSource? counts) =>
        TryCreate(list, _ => $"{of.Name} {whole.Key}", of, visibility, counts);

    /// <summary>Makes the counts of the lists of several entities.</summary>
    public static ListCount? TryCreateOfEach(
        long[] parents, ListQuery list, ContentTable of, Visibility visibility, CountSource? counts)
    {
        if (counts is not { Memory.IsReady: true } || !IsPossible(list, visibility))
        {
            return null;
        }

        var where = list.Where.Key;
        var ofEach = new Dictionary<long, (string Key, KeptCount Kept)>(parents.Length);
        foreach (var parent in parents)
        {
            var key = string.Create(null, $"{of.Name} {(list.IncludesBelow ? "below" : "is")} {parent} {where}");
            if (counts.Memory.Find(key) is { } kept)
            {
                ofEach[parent] = (key, kept);
            }
        }

        // A statement counts for all of them or for none.
        return ofEach.Count < parents.Length ? null : new(counts, list, of, default, ofEach)
        {
            IsKept = !counts.CountsAnew && ofEach.Values.All(k => counts.Memory.IsKept(k.Kept, parents.Length)),
        };
    }

    /// <summary>Makes the statement that replaces the count.</summary>
    public Statement Check(Func<IEnumerable<ReadPart>>? reads)
    {
        var sql = new SqlText();
        return new Statement(sql.Append($"select {CheckColumns(sql)}"), reader => Read(reader, 0)) { Reads = reads };
    }

    /// <summary>Adds the columns of the check to the statement that counts. <see cref="Read"/> reads them.</summary>
    public SqlText AddCheck(SqlText count) => count.Enclose($"select counted.*, {CheckColumns(count)} from (", ") counted");

    /// <summary>Reads the columns of the check from a row.</summary>
    /// <param name="first">The number of the first of them.</param>
    public void Read(NpgsqlDataReader reader, int first)
    {
        _isAsLogged = !reader.GetBoolean(first);
        _ids = [.. Enumerable.Range(first + 1, _slugs.Count).Select(reader.GetInt64)];
        if (!_isAsLogged)
        {
            _memory.Pause();
        }
    }

    /// <summary>Returns the number of a list from memory; null if it must be counted.</summary>
    /// <param name="parent">The id of the entity; null for another list.</param>
    public async ValueTask<long?> FindAsync(long? parent, WireCursor snapshot, CancellationToken cancellationToken) => _isAsLogged
        ? await _memory.FindAsync(Get(parent).Kept, snapshot, GetIds(parent), cancellationToken)
        : null;

    /// <summary>Stores the number that was counted, unless the snapshot differs from the log.</summary>
    /// <param name="parent">The id of the entity; null for another list.</param>
    public void Store(long? parent, WireCursor snapshot, long count)
    {
        if (_isAsLogged)
        {
            var (key, kept) = Get(parent);
            _memory.Store(key, kept, Resolve(parent), count, snapshot, GetIds(parent), _restarts);
        }
    }

    private static ListCount? TryCreate(
        ListQuery list, Func<ListQuery, string> getKey, ContentTable? of, Visibility visibility, CountSource? counts) =>
        counts is { Memory.IsReady: true } && IsPossible(list, visibility) && getKey(list) is var key && counts.Memory.Find(key) is { } kept
            ? new(counts, list, of, (key, kept), ofEach: null) { IsKept = !counts.CountsAnew && counts.Memory.IsKept(kept) }
            : null;

    private static bool IsPossible(ListQuery list, Visibility visibility) =>
        visibility == Visibility.Public && list.Table == ContentTable.Article
        && list.Parts.HasFlag(ListParts.TotalCount)
        && !list.Where.Any(leaf => leaf is Condition.Search or Condition.SomeItem or Condition.BelowSlug);

    private string CheckColumns(SqlText sql) => $"{Publicity.DiffersFromLogSql} as differs{_slugs.Columns(sql)}";

    private (string Key, KeptCount Kept) Get(long? parent) => _ofEach is null ? _single : _ofEach[parent ?? 0];

    private long[] GetIds(long? parent) => parent is { } id ? [.. _ids, id] : _ids;

    private Condition Resolve(long? parent)
    {
        var where = _slugs.Substitute(_ids);
        return _of is null || parent is not { } id ? where : Condition.All(
        [
            where,
            new Condition.Some(
                Relation.EntitiesOf(_of),
                _list.IncludesBelow ? new Condition.Below(_of, id) : new Condition.Compare(_of.Id, Operators.Equal, id)),
        ]);
    }
}
