using System.Collections;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>The number of elements of a list, as <c>@listSize</c> declares it.</summary>
/// <param name="Most">The largest number. A request for more elements is rejected later, so it does not cost more.</param>
/// <param name="Default">The number if the request gives none of the arguments.</param>
/// <param name="Arguments">The names of the arguments that determine the number.</param>
/// <param name="SizedFields">The names of the fields below that return the elements; empty if the field itself is the list.</param>
internal sealed record ListSize(int Most, int Default, string[] Arguments, string[] SizedFields)
{
    /// <summary>
    /// Returns the number of elements for the arguments of a request. An empty page counts as a page of one element, because the fields
    /// below it are planned all the same.
    /// </summary>
    public int Compute(Arguments given)
    {
        var largest = Arguments.Select(name => SizeOf(given[name])).Max();
        return Math.Clamp(largest ?? Default, 1, Most);
    }

    private static int? SizeOf(object? value) => value switch
    {
        int number => number,
        ICollection list => list.Count,
        IEnumerable list and not string => list.Cast<object?>().Count(),
        _ => null,
    };
}
