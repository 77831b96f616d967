using NewsApi.Content;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Execution;

namespace NewsApi.GraphQL.Filtering;

/// <summary>Reads one filter argument into a <see cref="Condition"/>, and counts what it asks for on the way.</summary>
/// <param name="types">The content types by their tables, which say what can be filtered by.</param>
/// <param name="maxSize">How much the filter may ask for (<see cref="OperationOptions.MaxFilterSize"/>).</param>
internal sealed class FilterReader(IReadOnlyDictionary<ContentTable, TableType> types, int maxSize)
{
    /// <summary>How many characters a search may have: far more than anybody types, and few enough to work out at once.</summary>
    public const int MaxSearchLength = 500;

    // A relation is a statement of its own within the statement, so it counts for as much as many comparisons.
    private const int SizeOfRelation = 20;

    private int _size;

    /// <exception cref="RequestError">A value has no meaning where it stands, or the filter asks for too much.</exception>
    public Condition Read(ContentTable table, IDictionary<string, object?>? filter)
    {
        if (filter is null)
        {
            return Condition.True;
        }

        Count(1);
        var type = types[table];
        var all = new List<Condition>();
        foreach (var (name, value) in filter)
        {
            // A field, a relation or `and` that is null says nothing, as in HotChocolate.
            if (value is not null)
            {
                all.Add(name switch
                {
                    "and" => Condition.All(Each(value, f => Read(table, f))),
                    "or" => Condition.Either(Each(value, f => Read(table, f))),
                    "not" => new Condition.Not(Read(table, (IDictionary<string, object?>)value)),
                    _ => Field(type.Filters.Single(f => f.Name == name), value),
                });
            }
        }

        return Condition.All(all);
    }

    /// <summary>A search; blank, as a search box is that somebody cleared, it asks for nothing.</summary>
    public static Condition Search(ContentTable table, string? text, string where) => string.IsNullOrWhiteSpace(text)
        ? Condition.True
        : new Condition.Search(table, Bounded(FilterValues.StorableText(text, where), MaxSearchLength, where));

    private Condition Field(FilterField field, object value) => field switch
    {
        FilterScalar scalar => Scalar(scalar, (IDictionary<string, object?>)value),
        FilterTexts texts => Quantified((IDictionary<string, object?>)value, of => new Condition.SomeItem(texts.List, of), f => Scalar(texts.Item, f)),
        FilterRelation { One: true, Relation: var relation } => Related(relation, Read(relation.To, (IDictionary<string, object?>)value)),
        FilterRelation { Relation: var relation } =>
            Quantified((IDictionary<string, object?>)value, of => Related(relation, of), f => Read(relation.To, f)),
        FilterBelow below => Below(below, FilterValues.Id(value)),
        FilterSearch search => Counted(SizeOfRelation, Search(search.Table, (string)value, search.Name)),
        _ => throw new InvalidOperationException($"Nothing reads a filter by {field}."),
    };

    private static Condition Quantified(IDictionary<string, object?> filter, Func<Condition, Condition> some, Func<IDictionary<string, object?>, Condition> read) =>
        Condition.All(filter.Where(f => f.Value is not null).Select(f => (f.Key, f.Value) switch
        {
            ("any", bool wanted) => wanted ? some(Condition.True) : new Condition.Not(some(Condition.True)),
            ("some", _) => some(read((IDictionary<string, object?>)f.Value!)),
            ("none", _) => new Condition.Not(some(read((IDictionary<string, object?>)f.Value!))),
            ("all", _) => new Condition.Not(some(new Condition.Not(read((IDictionary<string, object?>)f.Value!)))),
            _ => throw new InvalidOperationException($"The schema has no quantifier '{f.Key}'."),
        }));

    private Condition Related(Relation relation, Condition of) => Counted(SizeOfRelation, new Condition.Some(relation, of));

    private Condition Below(FilterBelow below, string id) =>
        Counted(SizeOfRelation, new Condition.Below(below.Table, GlobalId.Parse(id, below.Table)));

    private Condition Scalar(FilterScalar scalar, IDictionary<string, object?> operations) => Condition.All(operations
        .Where(o => o.Value is not null || o.Key is not ("and" or "or"))
        .Select(o => o.Key switch
        {
            "and" => Condition.All(Each(o.Value, f => Scalar(scalar, f))),
            "or" => Condition.Either(Each(o.Value, f => Scalar(scalar, f))),
            _ => Operation(scalar, scalar.Operators.Single(op => op.Name == o.Key), o.Value),
        }));

    private Condition Operation(FilterScalar scalar, FilterOperator op, object? value)
    {
        if (value is null && !op.TakesNull)
        {
            throw RequestError.NullNotSupported(scalar.TypeName, op.Name);
        }

        if (op.TakesList && value is IEnumerable<object?> list)
        {
            object?[] values = [.. list.Select(v => FilterValues.Of(scalar, v))];
            return Counted(Math.Max(1, values.Length), op.ToCondition(scalar.Field, new ValueList<object?>([.. values.Distinct()])));
        }

        if (op.MaxLength is { } most && value is string text)
        {
            Bounded(text, most, op.Name);
        }

        return Counted(1, op.ToCondition(scalar.Field, FilterValues.Of(scalar, value)));
    }

    private Condition Counted(int size, Condition condition)
    {
        Count(size);
        return condition;
    }

    private void Count(int size)
    {
        _size += size;
        if (_size > maxSize)
        {
            throw RequestError.FilterTooLarge(maxSize);
        }
    }

    private static string Bounded(string text, int most, string where) => text.Length <= most ? text : throw RequestError.TextTooLong(where, most);

    private IEnumerable<Condition> Each(object? list, Func<IDictionary<string, object?>, Condition> read)
    {
        foreach (var filter in (list as IEnumerable<object?> ?? []).OfType<IDictionary<string, object?>>())
        {
            Count(1);
            yield return read(filter);
        }
    }
}
