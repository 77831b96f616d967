using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;

namespace NewsApi.GraphQL.Declaring;

/// <summary>An operator of a filter: its name, whether it takes a list, and the condition it stands for.</summary>
/// <param name="TakesNull">False where null has no meaning; the client is told so.</param>
internal sealed record FilterOperator(string Name, string Description, bool TakesList, bool TakesNull, Func<Field, object?, Condition> Condition)
{
    /// <summary>How many characters a text may have; null where nothing but the request's size bounds it.</summary>
    public int? MaxLength { get; init; }
}
