using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;

namespace NewsApi.GraphQL.Declaring;

/// <summary>
/// A field of an operator input. The field is an operator, such as <c>eq</c>, or the complement of an operator, such as <c>neq</c>.
/// </summary>
internal sealed record FilterOperator(Operator Operator, bool Negated)
{
    public string Name => Negated ? Operator.NegatedName : Operator.Name;

    public string Description => Negated ? Operator.NegatedDescription : Operator.Description;

    public bool TakesList => Operator.TakesList;

    /// <summary>False if null is rejected as an operand.</summary>
    public bool TakesNull => Operator.TakesNull;

    /// <summary>
    /// The largest length of a text that is an operand, in UTF-16 units. Null if only the size of the request limits the length.
    /// </summary>
    public int? MaxLength => Operator.MaxLength;

    /// <summary>True if the operator compares parts of a text, as <c>contains</c> does. An index seldom helps it.</summary>
    public bool ComparesParts => Operator.AppliesTo == OperandKinds.Text;

    /// <summary>The operators of a field in the order of <see cref="Operators.All"/>, each followed by its complement.</summary>
    public static IReadOnlyList<FilterOperator> For(Field field, bool isId)
    {
        var kind = isId ? OperandKinds.Choice : Operators.KindOf(field.Type);
        var operators = Operators.All.Where(o => o.AppliesTo.HasFlag(kind));
        return [.. operators.SelectMany(o => new FilterOperator[] { new(o, Negated: false), new(o, Negated: true) })];
    }

    public Condition ToCondition(Field field, object? operand)
    {
        var compare = new Condition.Compare(field, Operator, operand);
        Condition condition = field is { Name: nameof(Entity.Slug), Table.IsEntity: true } && compare.EqualTo is { } slugs
            ? new Condition.HasSlug(field.Table, [.. slugs.OfType<string>().Distinct()])
            : compare;
        return Negated ? new Condition.Not(condition) : condition;
    }
}
