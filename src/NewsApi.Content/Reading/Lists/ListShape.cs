using System.Runtime.InteropServices;
using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// What the SQL of a list depends on, beside its columns and its order. Two lists have equal shapes if they differ only in values that are
/// parameters of their statements: the operands of conditions, slugs, and the values of cursors. So the text is written once for all of
/// them (<see cref="ListText"/>).
/// </summary>
internal sealed class ListShape : IEquatable<ListShape>
{
    // The signs between the parts of a shape.
    private static readonly object End = new();
    private static readonly object Null = new();

    // The operators whose SQL has the operand itself as its only parameter.
    private static readonly Operator[] Plain =
        [Operators.Equal, Operators.Greater, Operators.GreaterOrEqual, Operators.Less, Operators.LessOrEqual];

    private readonly (Visibility Visibility, int Size, bool Backward, bool IsLookup) _page;
    private readonly List<object> _parts;
    private readonly List<object> _values = [];

    private ListShape((Visibility Visibility, int Size, bool Backward, bool IsLookup) page, List<object> parts) =>
        (_page, _parts) = (page, parts);

    /// <summary>The values in which lists with this shape may differ, in a fixed order.</summary>
    public IReadOnlyList<object> Values => _values;

    /// <summary>Returns the shape of a list; null for a list whose text is written for each request.</summary>
    public static ListShape? Of(ListPlan plan, Visibility visibility)
    {
        var list = plan.List;
        if (plan.WasLookedUp || list.Skip > 0 || list.IsRanked || list.Order.Any(k => k.Parameters.Count > 0))
        {
            return null;
        }

        var shape = new ListShape((visibility, list.Size, list.Backward, list.IsLookup), []);
        return shape.Add(list.Where, shape._values) && shape.Add(list.Cursor) && shape.Add(list.EndCursor) && shape.Add(plan.Driver)
            ? shape
            : null;
    }

    /// <summary>Returns the same shape without values. Clients choose the values, so what is kept must not hold them.</summary>
    public ListShape WithoutValues() => new(_page, _parts);

    public bool Equals(ListShape? other) =>
        other is not null && _page == other._page
        && CollectionsMarshal.AsSpan(_parts).SequenceEqual(CollectionsMarshal.AsSpan(other._parts));

    public override bool Equals(object? obj) => Equals(obj as ListShape);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(_page);
        foreach (var part in _parts)
        {
            hash.Add(part);
        }

        return hash.ToHashCode();
    }

    /// <param name="values">Where to add the values of the condition; null if they are there already.</param>
    /// <returns>False if the text of the condition depends on its values.</returns>
    private bool Add(Condition condition, List<object>? values)
    {
        switch (condition)
        {
            case Condition.Compare { Value: null } compare:
                _parts.AddRange([compare.Field, compare.Operator, Null]);
                return true;
            case Condition.Compare { Value: { } value } compare when Plain.Contains(compare.Operator):
                _parts.AddRange([compare.Field, compare.Operator, value.GetType()]);
                values?.Add(value);
                return true;
            case Condition.HasSlug { Slugs: [var slug] } named:
                _parts.AddRange([typeof(Condition.HasSlug), named.Table]);
                values?.Add(slug);
                return true;
            case Condition.Some some:
                _parts.AddRange([typeof(Condition.Some), some.Relation]);
                return Add(some.Of, values);
            case Condition.Not not:
                _parts.Add(typeof(Condition.Not));
                return Add(not.Of, values);
            case Condition.And and:
                return Add(typeof(Condition.And), and.Of, values);
            case Condition.Or or:
                return Add(typeof(Condition.Or), or.Of, values);
            default:
                return false;
        }
    }

    private bool Add(Type type, ValueList<Condition> conditions, List<object>? values)
    {
        _parts.Add(type);
        for (var i = 0; i < conditions.Count; i++)
        {
            if (!Add(conditions[i], values))
            {
                return false;
            }
        }

        _parts.Add(End);
        return true;
    }

    private bool Add(ValueList<object?>? cursor)
    {
        for (var i = 0; i < cursor?.Count; i++)
        {
            _parts.Add(cursor[i]?.GetType() ?? Null);
            if (cursor[i] is { } value)
            {
                _values.Add(value);
            }
        }

        _parts.Add(cursor is null ? Null : End);
        return true;
    }

    /// <summary>Adds how the statement begins at mentions. Its values are also in the condition of the list.</summary>
    private bool Add(DrivingScan? driver)
    {
        foreach (var (table, of) in driver?.Entities ?? [])
        {
            _parts.Add(table);
            if (!Add(of, null))
            {
                return false;
            }
        }

        _parts.Add(End);
        return driver is null || Add(driver.Residual, null);
    }
}
