using System.Text.Json;
using NewsApi.Tests.Support;

namespace NewsApi.Tests.GraphQL.Filtering;

/// <summary>The input types as the service publishes them, so that what is new there is tested without a word here.</summary>
internal sealed class InputTypes
{
    private readonly Dictionary<string, InputField[]> _fields = [];
    private readonly Dictionary<string, string[]> _values = [];

    /// <summary>One field of an input type; where it takes a list, the type is that of an item.</summary>
    public sealed record InputField(string Name, string Type, bool IsList, bool ItemIsNullable);

    public InputField[] this[string type] => _fields[type];

    public string[] ValuesOf(string enumType) => _values[enumType];

    public bool IsEnum(string type) => _values.ContainsKey(type);

    public static async Task<InputTypes> OfAsync(TestServer server)
    {
        var types = new InputTypes();
        var schema = await server.QueryAsync(
            "{ __schema { types { kind name enumValues { name } inputFields { name type { kind name ofType { kind name ofType { name } } } } } } }");
        foreach (var type in schema.GetProperty("__schema").GetProperty("types").EnumerateArray())
        {
            var name = type.GetProperty("name").GetString()!;
            switch (type.GetProperty("kind").GetString())
            {
                case "INPUT_OBJECT":
                    types._fields[name] = [.. type.GetProperty("inputFields").EnumerateArray().Select(Field)];
                    break;
                case "ENUM":
                    types._values[name] = [.. type.GetProperty("enumValues").EnumerateArray()
                        .Select(v => v.GetProperty("name").GetString()!)];
                    break;
            }
        }

        return types;
    }

    private static InputField Field(JsonElement field)
    {
        var (name, type) = (field.GetProperty("name").GetString()!, field.GetProperty("type"));
        if (type.GetProperty("kind").GetString() != "LIST")
        {
            return new(name, type.GetProperty("name").GetString()!, IsList: false, ItemIsNullable: false);
        }

        var item = type.GetProperty("ofType");
        return item.GetProperty("kind").GetString() == "NON_NULL"
            ? new(name, item.GetProperty("ofType").GetProperty("name").GetString()!, IsList: true, ItemIsNullable: false)
            : new(name, item.GetProperty("name").GetString()!, IsList: true, ItemIsNullable: true);
    }
}
