using System.Text.Json;
using CsCheck;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>Generates the values of one request, as literals and as variables.</summary>
internal sealed class ValueGenerator(SchemaModel schema, IReadOnlyList<string> ids, PCG pcg)
{
    /// <summary>The type of a directive's <c>if</c>.</summary>
    public static readonly TypeRef Switch = new("NON_NULL", null, new("SCALAR", "Boolean", null));

    private static readonly string[] WrongLiterals =
    [
        "null", "0", "1", "-1", "2147483648", "1.5", "1e400", "\"\"", "\"x\"", "true", "[]", "[null]", "[1]", "[[\"x\"]]",
        "{}", "{ a: 1 }", "ABC",
        "[{}]", "[[]]", "\"\"\"block\"\"\"", "{ and: [] }", "{ or: [null] }", "{ eq: null }", "[\"x\", null]",
    ];

    private static readonly string[] WrongJson =
    [
        "null", "0", "1", "-1", "2147483648", "1.5", "1e300", "123456789012345678901234567890", "\"\"", "\"x\"", "true", "false", "[]", "[null]", "[1]", "[[\"x\"]]", "{}",
        "{\"a\":1}", "[{}]", "[[]]", "{\"and\":[]}", "{\"or\":[null]}", "{\"eq\":null}", "[\"x\",null]", "\"\\u0000\"",
    ];

    private static readonly Dictionary<string, string[]> Texts = new()
    {
        ["String"] = ["", "a", "Absurd", "%", "\\", "x y", "\"q\"", "-", "oslo or trade", "é", "京都", "\u0000"],
        ["DateTime"] = ["2026-11-01T00:00:00Z", "2030-01-01T00:00:00.123+02:00", "2026-11-01", "0001-01-01T00:00:00Z", "x"],
        ["URL"] = ["https://example.com/a", "x"],
        ["ID"] = ["", "x", "5", "QXJ0aWNsZTow", "UGVyc29uOjkyMjMzNzIwMzY4NTQ3NzU4MDc="],
    };

    private readonly List<(string Name, string Type, string? Json)> _variables = [];

    /// <summary>The variable definitions, as they stand between the parentheses.</summary>
    public string Declarations => string.Join(", ", _variables.Select(v => $"${v.Name}: {v.Type}"));

    /// <summary>The variables as a JSON object, without the absent ones.</summary>
    public string Variables => $"{{{string.Join(",", _variables.Where(v => v.Json is not null).Select(v => $"\"{v.Name}\":{v.Json}"))}}}";

    /// <summary>A literal, or a variable, for a place of that type; about one in ten is wrong.</summary>
    public string Literal(TypeRef type) => pcg.Next(100) switch
    {
        < 12 => Variable(type),
        < 20 => Pick(WrongLiterals),
        _ => Valid(type, json: false),
    };

    private string Variable(TypeRef type)
    {
        var declared = pcg.Next(10) switch
        {
            0 => type.Nullable.ToString(),
            1 => type.IsList ? type.Nullable.Inner.ToString() : $"[{type}]",
            2 => type.NamedType,
            3 => Pick(schema.Scalars),
            _ => type.ToString(),
        };
        var name = $"v{_variables.Count}";
        _variables.Add((name, declared, pcg.Next(10) switch
        {
            0 or 1 => null,
            2 or 3 => Pick(WrongJson),
            _ => Valid(type, json: true),
        }));
        return $"${name}";
    }

    private string Valid(TypeRef type, bool json)
    {
        if (type.IsList)
        {
            return $"[{string.Join(", ", Enumerable.Range(0, (int)pcg.Next(3)).Select(_ => Item(type.Nullable.Inner, json)))}]";
        }

        var named = schema[type.NamedType];
        return named.Kind switch
        {
            "INPUT_OBJECT" => Object(named, json),
            "ENUM" => json ? $"\"{Pick(named.EnumValues)}\"" : Pick(named.EnumValues),
            _ => Scalar(named.Name, json),
        };
    }

    private string Item(TypeRef type, bool json) => pcg.Next(10) == 0 ? "null" : json ? Valid(type, json) : Literal(type);

    private string Object(TypeModel type, bool json)
    {
        var chosen = type.Inputs.Where(f => f.Type.IsNonNull || pcg.Next((uint)type.Inputs.Length) < 2).ToArray();
        var fields = chosen.Select(f => json ? $"\"{f.Name}\": {Nested(f.Type)}" : $"{f.Name}: {Literal(f.Type)}");
        return $"{{ {string.Join(", ", fields)} }}";
    }

    private string Nested(TypeRef type) => pcg.Next(10) == 0 ? Pick(WrongJson) : Valid(type, json: true);

    private string Scalar(string name, bool json) => name switch
    {
        "Int" => Pick(["0", "1", "2", "5", "50", "-1", "100"]),
        "Float" => Pick(["0", "1.5", "-90", "1e300"]),
        "Boolean" => Pick(["true", "false"]),
        "JSON" => json ? Pick(WrongJson) : Pick(WrongLiterals),
        "ID" when pcg.Next(2) == 0 && ids.Count > 0 => JsonSerializer.Serialize(ids[(int)pcg.Next((uint)ids.Count)]),
        _ => JsonSerializer.Serialize(Pick(Texts.GetValueOrDefault(name, Texts["String"]))),
    };

    private string Pick(string[] of) => of[pcg.Next((uint)of.Length)];
}
