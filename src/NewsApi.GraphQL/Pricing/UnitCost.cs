namespace NewsApi.GraphQL.Pricing;

/// <summary>
/// The cost of a field without the size that a field above gives it. Several lists of different sizes can share the field by a fragment.
/// </summary>
/// <param name="Weight">The weights of the field and of its arguments. They count once for each parent.</param>
/// <param name="Element">The cost of one element, with the element itself.</param>
/// <param name="Elements">The number of elements, if no field above determines it.</param>
internal sealed record UnitCost(double Weight, OperationCost Element, int Elements)
{
    /// <param name="size">The number of elements, if a field above determines it; null otherwise.</param>
    public OperationCost Multiply(int? size) =>
        new(Weight + ((size ?? Elements) * Element.Field), (size ?? Elements) * Element.Type);
}
