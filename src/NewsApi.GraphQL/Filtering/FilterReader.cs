using NewsApi.Content.Reading;
using NewsApi.GraphQL.Execution;
using NewsApi.GraphQL.Types;

namespace NewsApi.GraphQL.Filtering;

/// <summary>Reads a filter argument into a <see cref="Condition"/>.</summary>
/// <param name="types">The content types by their tables, which say what can be filtered by.</param>
internal sealed class FilterReader(IReadOnlyDictionary<ContentTable, ContentType> types)
{
    /// <exception cref="RequestError">A value has no meaning where it stands.</exception>
    public Condition Read(ContentTable table, IDictionary<string, object?>? filter)
    {
        if (filter is null)
        {
            return Condition.True;
        }

        var type = types[table];
        var all = new List<Condition>();
        foreach (var (name, value) in filter)
        {
            if (value is null)
            {
                // A field, a relation or `and` that is null says nothing, as in HotChocolate.
                continue;
            }

            all.Add(name switch
            {
                "and" => Condition.All(Each(value, f => Read(table, f))),
                "or" => Condition.Either(Each(value, f => Read(table, f))),
                "not" => new Condition.Not(Read(table, (IDictionary<string, object?>)value)),
                _ when type.Filterable.FirstOrDefault(s => s.Name == name) is { } scalar => Scalar(scalar, (IDictionary<string, object?>)value),
                _ => OverList(type.FilterableRelations.Single(r => r.Name == name).Relation, (IDictionary<string, object?>)value),
            });
        }

        return Condition.All(all);
    }

    private Condition OverList(Relation relation, IDictionary<string, object?> filter) => Condition.All(filter.Where(f => f.Value is not null).Select(f =>
        f.Key == "any"
            ? Same((bool)f.Value!, new Condition.Some(relation, Condition.True))
            : Quantified(f.Key, relation, Read(relation.To, (IDictionary<string, object?>)f.Value!))));

    private static Condition Quantified(string quantifier, Relation relation, Condition of) => quantifier switch
    {
        "some" => new Condition.Some(relation, of),
        "none" => new Condition.Not(new Condition.Some(relation, of)),
        "all" => new Condition.Not(new Condition.Some(relation, new Condition.Not(of))),
        _ => throw new InvalidOperationException($"The schema has no quantifier '{quantifier}'."),
    };

    private static Condition Scalar(FilterScalar scalar, IDictionary<string, object?> operations) => Condition.All(operations.Select(o => o.Key switch
    {
        "and" => Condition.All(Each(o.Value, f => Scalar(scalar, f))),
        "or" => Condition.Either(Each(o.Value, f => Scalar(scalar, f))),
        _ => Operation(scalar, scalar.Operators.Single(op => op.Name == o.Key), o.Value),
    }));

    private static Condition Operation(FilterScalar scalar, FilterOperator op, object? value)
    {
        if (value is null && !op.TakesNull)
        {
            throw RequestError.NullNotSupported(scalar.TypeName, op.Name);
        }

        return op.Condition(scalar.Field, op.TakesList ? ((IEnumerable<object?>)value!).Select(v => Plain(scalar, v)).ToArray() : Plain(scalar, value));
    }

    /// <summary>A value as the database compares it.</summary>
    private static object? Plain(FilterScalar scalar, object? value) => value switch
    {
        null => null,
        _ when scalar.IsId => GlobalId.Parse((string)value, scalar.Field.Table),
        Enum choice => Convert.ToInt16(choice, System.Globalization.CultureInfo.InvariantCulture),
        string text => StorableText(text, scalar.Name),
        _ => value,
    };

    /// <summary>PostgreSQL holds neither NUL nor half a surrogate pair, so a filter with one is a mistake and not a miss.</summary>
    internal static string StorableText(string text, string where)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i)))
            {
                throw RequestError.ImpossibleText($"`{where}`");
            }

            i += char.IsHighSurrogate(text[i]) ? 1 : 0;
        }

        return text;
    }

    private static Condition Same(bool wanted, Condition condition) => wanted ? condition : new Condition.Not(condition);

    private static IEnumerable<Condition> Each(object? list, Func<IDictionary<string, object?>, Condition> read) =>
        (list as IEnumerable<object?> ?? []).OfType<IDictionary<string, object?>>().Select(read);
}
