using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// The ids of people, places and topics in a read, and which of them were merged into others. Asked in the round trip of the read
/// itself, so that nothing is paid for it and the answer is of the same moment; only where one was merged is the read repeated,
/// with the id of the one that stayed.
/// </summary>
internal sealed class MergedIdRewrite
{
    private readonly HashSet<long> _asked = [];
    private readonly Dictionary<long, long> _into = [];

    private MergedIdRewrite()
    {
    }

    /// <summary>What finds out; null where the read names no such id.</summary>
    public Statement? Statement { get; private set; }

    /// <summary>True where the read must be repeated.</summary>
    public bool Found => _into.Count > 0;

    /// <summary>The ids in a list's filter and in those of the lists below it.</summary>
    public static MergedIdRewrite In(ListQuery list)
    {
        var former = new MergedIdRewrite();
        former.Collect(list);
        if (former._asked.Count > 0)
        {
            var sql = new SqlText();
            sql.Append($"select id, into_id from merged_entity where id = any({sql.Parameter(former._asked.ToArray())})");
            former.Statement = new Statement(sql, row => former._into[row.GetInt64(0)] = row.GetInt64(1));
        }

        return former;
    }

    /// <summary>The id that an id means.</summary>
    public long Resolve(long id) => _into.GetValueOrDefault(id, id);

    /// <summary>The list with what its ids mean; its cursors stay those of what was asked.</summary>
    public ListQuery Exchange(ListQuery list) => list with
    {
        Where = Exchange(list.Where, list.Table),
        OriginalWhere = list.OriginalWhere ?? list.Where,
        Selection = Exchange(list.Selection, []),
    };

    private void Collect(ListQuery list)
    {
        Collect(list.Where, list.Table);
        Collect(list.Selection);
    }

    private void Collect(Selection selection)
    {
        foreach (var related in selection.Related)
        {
            if (related.List is not null)
            {
                Collect(related.List);
            }
            else
            {
                foreach (var below in related.Selections)
                {
                    Collect(below);
                }
            }
        }
    }

    // The same walk as Exchange, and what that makes is thrown away.
    private void Collect(Condition where, ContentTable table) => Walk(where, table, id =>
    {
        _asked.Add(id);
        return id;
    });

    private Condition Exchange(Condition where, ContentTable table) => Walk(where, table, Resolve);

    /// <param name="table">What the condition is about.</param>
    private static Condition Walk(Condition where, ContentTable table, Func<long, long> exchange) => where switch
    {
        Condition.And and => Condition.All(and.Of.Select(c => Walk(c, table, exchange))),
        Condition.Or or => Condition.Either(or.Of.Select(c => Walk(c, table, exchange))),
        Condition.Not not => new Condition.Not(Walk(not.Of, table, exchange)),
        Condition.Some some => some with { Of = Walk(some.Of, some.Relation.To, exchange) },
        Condition.Below below => below with { Id = exchange(below.Id) },
        Condition.Compare { Comparison: Comparison.Equal, Value: long id } compare when IsOfEntity(compare.Field, table) => compare with { Value = exchange(id) },
        Condition.Among among when IsOfEntity(among.Field, table) =>
            among with { Values = [.. among.Values.Select(v => v is long id ? exchange(id) : v).Distinct()] },
        _ => where,
    };

    private static bool IsOfEntity(Field field, ContentTable table) =>
        (table.IsEntity && field.Name == "Id") || (table == ContentTable.Mention && field.Name == nameof(Articles.Mention.EntityId));

    private Selection Exchange(Selection selection, Dictionary<Selection, Selection> done)
    {
        if (done.TryGetValue(selection, out var exchanged))
        {
            return exchanged;
        }

        done[selection] = exchanged = new Selection(selection.Table);
        foreach (var field in selection.Fields)
        {
            exchanged.Add(field);
        }

        foreach (var related in selection.Related)
        {
            var list = related.List is null ? null : Exchange(related.List);
            exchanged.Add(related with
            {
                List = list,
                Selections = list is null ? [.. related.Selections.Select(s => Exchange(s, done))] : [list.Selection],
            });
        }

        return exchanged;
    }
}
