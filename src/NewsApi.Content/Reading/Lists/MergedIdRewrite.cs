using NewsApi.Content.Articles;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Replaces the ids of merged people, places and topics in the filters of a list by the ids of the surviving entities. The read finds the
/// merged ids in the same round trip as the rows. So the check costs no additional round trip and belongs to the same snapshot. If an id
/// was merged, the read is repeated with the id of the surviving entity.
/// </summary>
internal sealed class MergedIdRewrite
{
    // A list that names no entity by id needs nothing of this, and most lists name none.
    private static readonly MergedIdRewrite None = new();

    private readonly HashSet<long> _ids = [];
    private readonly Dictionary<long, long> _mergedInto = [];

    private MergedIdRewrite()
    {
    }

    /// <summary>The statement that finds the merged ids; null if the read names no entity by id.</summary>
    public Statement? Statement { get; private set; }

    /// <summary>True if an id was merged, so that the read must be repeated.</summary>
    public bool IsNeeded => _mergedInto.Count > 0;

    /// <summary>Collects the ids in a list's filter and in the filters of the lists below it.</summary>
    public static MergedIdRewrite For(ListQuery list)
    {
        if (list.Where.IsTrue && list.Facets.Count == 0 && list.Selection.Related.Count == 0)
        {
            return None;
        }

        var merged = new MergedIdRewrite();
        merged.Collect(list);
        if (merged._ids.Count > 0)
        {
            var sql = new SqlText();
            sql.Append($"select id, into_id from merged_entity where id = any({sql.AddParameter(merged._ids.ToArray())})");
            merged.Statement = new Statement(sql, row => merged._mergedInto[row.GetInt64(0)] = row.GetInt64(1))
            {
                Reads = () => [new ReadPart.Entities(merged._ids)],
            };
        }

        return merged;
    }

    /// <summary>Returns the id of the surviving entity; the given id if its entity was not merged.</summary>
    public long Resolve(long id) => _mergedInto.GetValueOrDefault(id, id);

    /// <summary>Returns the list with resolved ids. Its cursors still belong to the original filter.</summary>
    public ListQuery Rewrite(ListQuery list) => list with
    {
        Where = Rewrite(list.Where, list.Table, Resolve),
        OriginalWhere = list.OriginalWhere ?? list.Where,
        Selection = Rewrite(list.Selection, []),
        Facets = [.. list.Facets.Select(f => f is FacetRead.OfEntities of ? of with { Selection = Rewrite(of.Selection, []) } : f)],
    };

    private void Collect(ListQuery list)
    {
        // This rewrite only visits every id. It changes no id, and its result is not used.
        Rewrite(list.Where, list.Table, id =>
        {
            _ids.Add(id);
            return id;
        });
        foreach (var selection in list.Selections)
        {
            Collect(selection);
        }
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

    /// <param name="table">The table whose rows the condition selects.</param>
    private static Condition Rewrite(Condition where, ContentTable table, Func<long, long> resolve) => where.Rewrite(leaf => leaf switch
    {
        Condition.Some some =>
            Rewrite(some.Of, some.Relation.To, resolve) is var of && ReferenceEquals(of, some.Of) ? some : some with { Of = of },
        Condition.Below below => resolve(below.Id) is var id && id == below.Id ? below : below with { Id = id },
        Condition.Compare { EqualTo: { } values } compare when IsEntityId(compare.Field, table) => Rewrite(compare, values, resolve),
        _ => leaf,
    });

    private static Condition.Compare Rewrite(Condition.Compare compare, IReadOnlyList<object?> values, Func<long, long> resolve)
    {
        object?[] resolved = [.. values.Select(v => v is long id ? resolve(id) : v)];
        return resolved.SequenceEqual(values) ? compare
            : compare.Operator.TakesList ? Condition.IsOneOf(compare.Field, resolved.Distinct())
            : compare with { Value = resolved[0] };
    }

    private static bool IsEntityId(Field field, ContentTable table) =>
        (table.IsEntity && field.Name == "Id") || (table == ContentTable.Mention && field.Name == nameof(Mention.EntityId));

    private Selection Rewrite(Selection selection, Dictionary<Selection, Selection> done)
    {
        if (done.TryGetValue(selection, out var rewritten))
        {
            return rewritten;
        }

        done[selection] = rewritten = new Selection(selection.Table);
        foreach (var field in selection.Fields)
        {
            rewritten.Add(field);
        }

        foreach (var related in selection.Related)
        {
            var list = related.List is null ? null : Rewrite(related.List);
            rewritten.Add(related with
            {
                List = list,
                Selections = list is null ? [.. related.Selections.Select(s => Rewrite(s, done))] : list.Selections,
            });
        }

        return rewritten;
    }
}
