using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using NewsApi.Content;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;

namespace NewsApi.GraphQL.Mutations;

/// <summary>
/// Declares a record of the model as an input type, and reads values of that type. Each property becomes a field, with the property's
/// docstring as its description.
/// </summary>
/// <param name="types">The input types of some properties, by property name. Other properties have the default input type.</param>
internal sealed class RecordInput<T>(params (string Property, Func<IGraphType> Type)[] types)
    where T : class
{
    private static readonly PropertyInfo[] Properties =
        [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite)];

    /// <summary>Adds the fields to an input type.</summary>
    /// <param name="allOptional">True if the client may leave out every field. A field that is left out keeps its value.</param>
    public void AddTo(InputObjectGraphType input, bool allOptional = false)
    {
        foreach (var property in Properties)
        {
            var type = types.FirstOrDefault(t => t.Property == property.Name).Type?.Invoke()
                ?? TypeRefs.Named(TypeRefs.NameOf(property));
            var required = !allOptional && property.GetCustomAttribute<RequiredMemberAttribute>() is not null;
            input.Field(NameOf(property), required ? new NonNullGraphType(type) : type, XmlDescriptions.Of(property));
        }
    }

    /// <summary>Declares an input type that has only the fields of the record.</summary>
    public InputObjectGraphType CreateType()
    {
        var input = new InputObjectGraphType { Name = $"{typeof(T).Name}Input", Description = XmlDescriptions.Of(typeof(T)) };
        AddTo(input);
        return input;
    }

    /// <summary>
    /// Returns a copy of the record <paramref name="before"/> with the given values. A property without a given value keeps its value.
    /// </summary>
    public static T Apply(T? before, IDictionary<string, object?> given)
    {
        // Not null: a record is not serialized as null.
        var json = before is null ? [] : (JsonObject)JsonSerializer.SerializeToNode(before, ContentJson.Options)!;
        foreach (var property in Properties.Where(p => given.ContainsKey(NameOf(p))))
        {
            // A client may send null to remove all items of a list. The property then becomes an empty list, because it is never null.
            json[NameOf(property)] = JsonSerializer.SerializeToNode(given[NameOf(property)], ContentJson.Options)
                ?? (property.PropertyType.IsAssignableTo(typeof(System.Collections.IEnumerable)) && property.PropertyType != typeof(string)
                    ? new JsonArray()
                    : null);
        }

        // Not null: a JSON object is not deserialized as null.
        return json.Deserialize<T>(ContentJson.Options)!;
    }

    /// <summary>Returns the names of the fields that a client set to null although the property is required.</summary>
    public static IEnumerable<string> FindInvalidNulls(IDictionary<string, object?> given) =>
        from property in Properties
        let name = NameOf(property)
        where property.GetCustomAttribute<RequiredMemberAttribute>() is not null && given.TryGetValue(name, out var value) && value is null
        select name;

    private static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
