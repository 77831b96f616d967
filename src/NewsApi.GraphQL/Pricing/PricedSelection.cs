using GraphQL.Execution;
using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Pricing;

/// <summary>The fields that a document selects on the objects of one type.</summary>
internal sealed class PricedSelection(PricedField[] fields)
{
    /// <summary>True if no value of a variable changes the cost.</summary>
    public bool IsConstant { get; } = Array.TrueForAll(fields, f => f.IsConstant);

    /// <summary>Returns the cost of the fields of one object. The object itself is not counted.</summary>
    /// <param name="memo">The costs computed so far, by <see cref="PricedField.Index"/>.</param>
    /// <param name="list">The list whose elements some of the fields return; null if there is none.</param>
    /// <param name="size">The number of elements of that list.</param>
    public OperationCost Compute(IExecutionContext execution, UnitCost?[] memo, ListSize? list = null, int size = 1)
    {
        var (field, type) = (0d, 0d);
        foreach (var each in fields)
        {
            var sized = list is not null && Array.IndexOf(list.SizedFields, each.Name) >= 0;
            var cost = each.Compute(execution, memo, sized ? size : null);
            (field, type) = (field + cost.Field, type + cost.Type);
        }

        return new OperationCost(field, type);
    }
}
