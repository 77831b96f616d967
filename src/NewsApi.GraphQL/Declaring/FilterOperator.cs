using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;

namespace NewsApi.GraphQL.Declaring;

/// <summary>An operator of a filter: its name, its description, what it accepts, and the condition it builds.</summary>
/// <param name="TakesNull">False where null has no meaning and is rejected.</param>
internal sealed record FilterOperator(
    string Name, string Description, bool TakesList, bool TakesNull, Func<Field, object?, Condition> Condition)
{
    /// <summary>The largest number of characters of a text; null where only the size of the request limits it.</summary>
    public int? MaxLength { get; init; }
}
