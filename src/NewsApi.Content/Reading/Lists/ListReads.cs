using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>Describes what the statements of a list were read from, for caches of answers.</summary>
/// <param name="list">
/// The list. For the lists of several entities, its condition does not contain that the articles mention the entity.
/// </param>
internal sealed class ListReads(ListQuery list)
{
    private readonly List<(long? Entity, Row[] Rows, Row? Last)> _pages = [];

    /// <summary>
    /// The function that describes the reads. Null for lists of people, places and topics and for searches, which may depend on all public
    /// content.
    /// </summary>
    public Func<IEnumerable<ReadPart>>? Description => list.IsLookup ? DescribeLookup
        : list.Table == ContentTable.Article && !list.IsRanked
            && !(list.OriginalWhere ?? list.Where).Any(c => c is Condition.Search) ? DescribePages
        : null;

    /// <summary>Adds a page that is part of the answer. A page that was read but not added is not.</summary>
    /// <param name="entity">The entity that all articles of the list mention; null if the list is not the list of an entity.</param>
    /// <param name="rows">The rows that were read, in the order of the read.</param>
    public void Add(long? entity, List<Row> rows)
    {
        if (Description is not null)
        {
            _pages.Add((entity, [.. rows.Take(list.Size)], rows.Count > list.Size ? rows[^1] : null));
        }
    }

    private IEnumerable<ReadPart> DescribeLookup()
    {
        long[] found = [.. _pages.SelectMany(p => p.Rows).Select(r => r.Id)];
        var (field, values) = list.Where is Condition.Compare { EqualTo: { } equal } by ? (by.Field, equal)
            : throw new InvalidOperationException("A lookup has a condition on a unique value.");
        long[] ids = field == list.Table.Id ? [.. values.OfType<long>().Union(found)] : found;
        if (list.Table.IsEntity)
        {
            yield return new ReadPart.Entities(ids);
            yield return new ReadPart.VisibilityOf(ids);
        }
        else
        {
            yield return new ReadPart.Articles(ids);
        }

        // A missing id is among the ids.
        if (field != list.Table.Id && _pages.Count > 0 && found.Length < values.Count)
        {
            yield return list.Table.IsEntity ? new ReadPart.MissingEntity() : new ReadPart.MissingArticle();
        }
    }

    private IEnumerable<ReadPart> DescribePages()
    {
        foreach (var (entity, rows, last) in _pages)
        {
            var read = new ListRead(list.Where, list.OriginalWhere ?? list.Where, Window: null)
            {
                Entity = entity,
                IncludesBelow = list.IncludesBelow,
            };
            if (list.Parts.HasFlag(ListParts.TotalCount))
            {
                yield return read;
            }

            if (list.Facets.Count > 0)
            {
                yield return read with { Facets = list.Facets };
            }

            if (list.Facets.Any(f => f is FacetRead.OfEntities))
            {
                // A merge adds the articles of one entity to another, which may come into the facet.
                yield return new ReadPart.EveryEntity();
            }

            if (list.Parts.HasFlag(ListParts.Rows))
            {
                object?[]? end = last is null ? null : [.. list.Order.Select(k => last[k.Field]), last.Id];
                yield return read with { Window = new(list.Order, list.Backward, list.Cursor, list.EndCursor, end) };
                yield return new ReadPart.Articles([.. rows.Select(r => r.Id)]);
            }
        }
    }
}
