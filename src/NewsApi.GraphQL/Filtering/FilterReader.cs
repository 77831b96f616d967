using NewsApi.Content;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Filtering;

/// <summary>
/// Reads one filter argument into a <see cref="Condition"/>, and limits its size. A reader counts the size of one filter, so each filter
/// needs a new reader. A filter must never match more than the client intended. For this reason, null in place of a condition is rejected.
/// Also for this reason, an empty item of <c>or</c> is ignored, because an empty filter would match everything.
/// </summary>
/// <param name="types">The types of the schema by table. Each type declares the filters of its table.</param>
/// <param name="maxSize">The largest size of the filter (<see cref="OperationOptions.MaxFilterSize"/>).</param>
internal sealed class FilterReader(IReadOnlyDictionary<ContentTable, TableType> types, int maxSize)
{
    /// <summary>
    /// The largest number of characters of a search. This length is enough for the searches that people type, and PostgreSQL parses such a
    /// search quickly.
    /// </summary>
    public const int MaxSearchLength = 500;

    // A relation becomes a subquery, so it counts as much as many comparisons.
    private const int SizeOfRelation = 20;

    private int _size;

    /// <exception cref="RequestError">A value is invalid, or the filter is too large.</exception>
    public Condition Read(ContentTable table, IDictionary<string, object?>? filter)
    {
        if (filter is null)
        {
            return Condition.True;
        }

        Count(1);
        var type = types[table];
        var all = new List<Condition>();
        foreach (var (name, given) in filter)
        {
            var value = given ?? throw RequestError.NullNotSupported(FilterTypeNames.Of(table), name);
            all.Add(name switch
            {
                "and" => Condition.All(ReadEach(value, f => Read(table, f))),
                "or" => ReadEither(value, f => Read(table, f)),
                "not" => new Condition.Not(Read(table, (IDictionary<string, object?>)value)),
                _ => ReadField(type.Filters.Single(f => f.Name == name), value),
            });
        }

        return Condition.All(all);
    }

    /// <summary>
    /// Reads a search. Returns <see cref="Condition.True"/> for blank text, because a client sends blank text when a search box is cleared.
    /// </summary>
    /// <param name="where">The name of the argument or field that contains the search text. Error messages show this name.</param>
    public static Condition ReadSearch(ContentTable table, string? text, string where) => string.IsNullOrWhiteSpace(text)
        ? Condition.True
        : new Condition.Search(table, CheckSearch(text, where));

    /// <summary>Returns a text that a reader typed into a search box.</summary>
    /// <exception cref="RequestError">The text is too long, or no stored text can contain it.</exception>
    public static string CheckSearch(string text, string where) =>
        CheckLength(FilterValues.CheckStorable(text, where), MaxSearchLength, where);

    private Condition ReadField(FilterField field, object value) => field switch
    {
        FilterScalar scalar => ReadScalar(scalar, (IDictionary<string, object?>)value),
        FilterTexts texts => ReadQuantifiers(
            field, value, of => new Condition.SomeItem(texts.List, of), f => ReadScalar(texts.Item, f)),
        FilterRelation { One: true, Relation: var relation } => CreateSome(
            relation, Read(relation.To, (IDictionary<string, object?>)value)),
        FilterRelation { Relation: var relation } =>
            ReadQuantifiers(field, value, of => CreateSome(relation, of), f => Read(relation.To, f)),
        FilterBelow { BySlug: true } below => CountCondition(
            SizeOfRelation, new Condition.BelowSlug(below.Table, FilterValues.CheckStorable((string)value, below.Name))),
        FilterBelow below => CountCondition(
            SizeOfRelation, new Condition.Below(below.Table, GlobalId.Parse(FilterValues.ToIdText(value), below.Table))),
        FilterSearch search => CountCondition(SizeOfRelation, ReadSearch(search.Table, (string)value, search.Name)),
        _ => throw new InvalidOperationException($"There is no reader for the filter {field}."),
    };

    private static Condition ReadQuantifiers(
        FilterField field, object filter, Func<Condition, Condition> some, Func<IDictionary<string, object?>, Condition> read) =>
        Condition.All(((IDictionary<string, object?>)filter).Select(f => (f.Key, f.Value) switch
        {
            (_, null) => throw RequestError.NullNotSupported(field.InputType, f.Key),
            ("any", bool exists) => exists ? some(Condition.True) : new Condition.Not(some(Condition.True)),
            ("some", IDictionary<string, object?> of) => some(read(of)),
            ("none", IDictionary<string, object?> of) => new Condition.Not(some(read(of))),
            ("all", IDictionary<string, object?> of) => read(of) is { IsTrue: false } each
                ? new Condition.Not(some(new Condition.Not(each)))
                : Condition.True,
            _ => throw new InvalidOperationException($"The schema has no quantifier '{f.Key}'."),
        }));

    private Condition CreateSome(Relation relation, Condition of) => CountCondition(SizeOfRelation, new Condition.Some(relation, of));

    private Condition ReadScalar(FilterScalar scalar, IDictionary<string, object?> operations) => Condition.All(operations
        .Select(o => (o.Key, o.Value) switch
        {
            ("and" or "or", null) => throw RequestError.NullNotSupported(scalar.InputType, o.Key),
            ("and", { } each) => Condition.All(ReadEach(each, f => ReadScalar(scalar, f))),
            ("or", { } each) => ReadEither(each, f => ReadScalar(scalar, f)),
            _ => ReadOperation(scalar, scalar.Operators.Single(op => op.Name == o.Key), o.Value),
        }));

    private Condition ReadOperation(FilterScalar scalar, FilterOperator op, object? value)
    {
        if (value is null && !op.TakesNull)
        {
            throw RequestError.NullNotSupported(scalar.TypeName, op.Name);
        }

        if (op.TakesList && value is IEnumerable<object?> list)
        {
            object?[] values = [.. list.Select(v => FilterValues.Read(scalar, v))];
            return CountCondition(Math.Max(1, values.Length), op.ToCondition(scalar.Field, new ValueList<object?>([.. values.Distinct()])));
        }

        if (op.MaxLength is { } most && value is string text)
        {
            CheckLength(text, most, op.Name);
        }

        return CountCondition(1, op.ToCondition(scalar.Field, FilterValues.Read(scalar, value)));
    }

    private Condition CountCondition(int size, Condition condition)
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

    private static string CheckLength(string text, int most, string where) =>
        text.Length <= most ? text : throw RequestError.TextTooLong(where, most);

    private Condition ReadEither(object list, Func<IDictionary<string, object?>, Condition> read) =>
        Condition.Either(ReadEach(list, read).Where(part => !part.IsTrue));

    private IEnumerable<Condition> ReadEach(object list, Func<IDictionary<string, object?>, Condition> read)
    {
        // The items are not null, because the schema declares them non-null.
        foreach (var filter in ((IEnumerable<object?>)list).OfType<IDictionary<string, object?>>())
        {
            Count(1);
            yield return read(filter);
        }
    }
}
