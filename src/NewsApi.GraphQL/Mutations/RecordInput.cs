using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using NewsApi.Content;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;

namespace NewsApi.GraphQL.Mutations;

/// <summary>A record of the model as input: a field a property, described by its docstring.</summary>
/// <param name="types">Input types other than the usual ones, by the property's name.</param>
internal sealed class RecordInput<T>(params (string Property, Func<IGraphType> Type)[] types)
    where T : class
{
    private static readonly PropertyInfo[] Properties =
        [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite)];

    /// <summary>Adds the fields to an input type.</summary>
    /// <param name="allOptional">True where what is left out stays as it is.</param>
    public void AddTo(InputObjectGraphType input, bool allOptional = false)
    {
        foreach (var property in Properties)
        {
            var type = types.FirstOrDefault(t => t.Property == property.Name).Type?.Invoke()
                ?? TypeRefs.Named(TypeRefs.NameOf(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));
            var required = !allOptional && property.GetCustomAttribute<RequiredMemberAttribute>() is not null;
            input.Field(NameOf(property), required ? new NonNullGraphType(type) : type, XmlDescriptions.Of(property));
        }
    }

    /// <summary>The input type of a record of its own.</summary>
    public InputObjectGraphType ToType()
    {
        var input = new InputObjectGraphType { Name = $"{typeof(T).Name}Input", Description = XmlDescriptions.Of(typeof(T)) };
        AddTo(input);
        return input;
    }

    /// <summary>The record with what was given in the place of what was there.</summary>
    public static T Apply(T? before, IDictionary<string, object?> given)
    {
        var json = before is null ? [] : (JsonObject)JsonSerializer.SerializeToNode(before, ContentJson.Options)!;
        foreach (var property in Properties.Where(p => given.ContainsKey(NameOf(p))))
        {
            // A list that is taken away is an empty one.
            json[NameOf(property)] = JsonSerializer.SerializeToNode(given[NameOf(property)], ContentJson.Options)
                ?? (property.PropertyType.IsAssignableTo(typeof(System.Collections.IEnumerable)) && property.PropertyType != typeof(string) ? new JsonArray() : null);
        }

        return json.Deserialize<T>(ContentJson.Options)!;
    }

    /// <summary>Fields that no value can be taken from by passing null, and that were passed null.</summary>
    public static IEnumerable<string> NullWhereRequired(IDictionary<string, object?> given) =>
        from property in Properties
        let name = NameOf(property)
        where property.GetCustomAttribute<RequiredMemberAttribute>() is not null && given.TryGetValue(name, out var value) && value is null
        select name;

    private static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
