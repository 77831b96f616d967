using System.Text.Json;
using NewsApi.Tests.Support;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>The schema as the service publishes it by introspection, so that requests are generated for fields that are new, too.</summary>
internal sealed class SchemaModel
{
    private const string Reference = "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

    private readonly Dictionary<string, TypeModel> _types;

    private SchemaModel(IEnumerable<TypeModel> types) => _types = types.ToDictionary(t => t.Name);

    public TypeModel this[string name] => _types[name];

    /// <summary>The names of all scalars.</summary>
    public string[] Scalars => [.. _types.Values.Where(t => t.Kind == "SCALAR").Select(t => t.Name)];

    public static async Task<SchemaModel> ReadAsync(TestServer server)
    {
        var data = await server.QueryAsync(
            $$"""
            { __schema { types { kind name enumValues { name } possibleTypes { name } inputFields { name type { {{Reference}} } } } } }
            """);
        var fields = await server.QueryAsync(
            $$"""
            { __schema { types { name fields { name type { {{Reference}} } args { name type { {{Reference}} } } } } } }
            """);
        var fieldsOf = Types(fields).ToDictionary(t => Text(t, "name"), t => List(t, "fields"));
        return new(Types(data).Where(t => !Text(t, "name").StartsWith("__", StringComparison.Ordinal)).Select(type => new TypeModel(
            Text(type, "kind"),
            Text(type, "name"),
            [.. fieldsOf[Text(type, "name")].Select(f => new FieldModel(
                Text(f, "name"), TypeRef.Read(f.GetProperty("type")), [.. List(f, "args").Select(Input)]))],
            [.. List(type, "inputFields").Select(Input)],
            [.. List(type, "enumValues").Select(v => Text(v, "name"))],
            [.. List(type, "possibleTypes").Select(v => Text(v, "name"))])));
    }

    private static JsonElement.ArrayEnumerator Types(JsonElement data) =>
        data.GetProperty("__schema").GetProperty("types").EnumerateArray();

    private static InputModel Input(JsonElement json) => new(Text(json, "name"), TypeRef.Read(json.GetProperty("type")));

    private static JsonElement.ArrayEnumerator List(JsonElement json, string name) =>
        json.GetProperty(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
