using System.Reflection;
using System.Text.Json;

namespace NewsApi.GraphQL.Declaring;

/// <summary>
/// An enum of the model as a type of the schema. The names of the values are in upper case with underscores. The docstrings of the enum and
/// of its values become the descriptions in the schema.
/// </summary>
internal sealed class EnumType<T> : EnumerationGraphType
    where T : struct, Enum
{
    public EnumType(string? name = null)
    {
        Name = name ?? typeof(T).Name;
        Description = XmlDescriptions.Of(typeof(T));
        foreach (var value in Enum.GetValues<T>())
        {
            // Not null: GetValues returns only named values.
            var member = typeof(T).GetField(value.ToString(), BindingFlags.Public | BindingFlags.Static)!;
            Add(JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString()), value, XmlDescriptions.Of(member));
        }
    }
}
