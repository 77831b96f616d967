using System.Collections;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Pricing;

/// <summary>
/// Computes the weights of the arguments of a field. Only the values of the request count. So an optional argument or filter that a request
/// leaves out costs nothing, even if the document passes a variable for it.
/// </summary>
internal static class InputCost
{
    public static double Compute(FieldType definition, Arguments given)
    {
        var sum = 0d;
        foreach (var argument in definition.Arguments ?? [])
        {
            if (given[argument.Name] is { } value)
            {
                var weight = argument.FindCost() ?? 0;
                // Only `skip` is a number with a weight. A false argument demands nothing.
                var times = value is int count ? Math.Max(count, 0) : value is false ? 0 : 1;
                sum += (weight * times) + ComputeValue(argument.ResolvedType, value);
            }
        }

        return sum;
    }

    private static double ComputeValue(IGraphType? type, object? value)
    {
        switch (type)
        {
            case NonNullGraphType nonNull:
                return ComputeValue(nonNull.ResolvedType, value);
            case ListGraphType list when value is IEnumerable items and not string:
                return list.ResolvedType?.GetNamedType() is IInputObjectGraphType
                    ? items.Cast<object?>().Sum(item => ComputeValue(list.ResolvedType, item))
                    : 0;
            case IInputObjectGraphType input when value is IDictionary<string, object?> fields:
                var sum = 0d;
                foreach (var (name, each) in fields)
                {
                    var field = input.Fields.Find(name);
                    sum += (field?.FindCost() ?? 0) + ComputeValue(field?.ResolvedType, each);
                }

                return sum;
            default:
                return 0;
        }
    }
}
