using System.Text.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Json;

/// <summary>Compares a document with a <see cref="JsonSchema"/>.</summary>
internal sealed class SchemaCheck
{
    /// <summary>
    /// The largest number of violations that are collected. A hostile document could have millions, which would fill the memory.
    /// </summary>
    private const int MaxViolations = 200;

    private readonly List<string> _path = [];
    private readonly List<Violation> _violations = [];

    /// <returns>The violations in the order of the document, at most 200.</returns>
    public static IReadOnlyList<Violation> Compare(JsonElement document, JsonSchema schema)
    {
        var check = new SchemaCheck();
        check.CheckObject(document, schema);
        return check._violations;
    }

    private void CheckObject(JsonElement value, JsonSchema schema)
    {
        foreach (var property in value.EnumerateObject())
        {
            _path.Add(property.Name);
            if (schema.Find(property.Name) is { } rule)
            {
                CheckValue(property.Value, rule);
            }
            else
            {
                Add("it is not in the standard", isUnknown: true);
            }

            _path.RemoveAt(_path.Count - 1);
        }

        foreach (var name in schema.Required)
        {
            if (!Has(name))
            {
                _path.Add(name);
                Add("it is required", isMissing: true);
                _path.RemoveAt(_path.Count - 1);
            }
        }

        if (schema.EitherOr.Length > 0 && !Array.Exists(schema.EitherOr, pair => Has(pair.One) != Has(pair.Other)))
        {
            var pairs = schema.EitherOr.Select(pair => $"exactly one of '{pair.One}' and '{pair.Other}'");
            Add($"the standard requires {string.Join(", or ", pairs)}");
        }

        bool Has(string name) => value.TryGetProperty(name, out _);
    }

    private void CheckValue(JsonElement value, SchemaRule rule)
    {
        switch (rule.Kind)
        {
            case SchemaRuleKind.Object when value.ValueKind == JsonValueKind.Object && rule.Schema is { } schema:
                CheckObject(value, schema());
                break;
            case SchemaRuleKind.List when value.ValueKind == JsonValueKind.Array && rule.Items is { } items:
                _path.Add("[]");
                foreach (var item in value.EnumerateArray())
                {
                    CheckValue(item, items);
                }

                _path.RemoveAt(_path.Count - 1);
                break;
            default:
                if (FindProblem(value, rule) is { } problem)
                {
                    Add(problem);
                }

                break;
        }
    }

    private static string? FindProblem(JsonElement value, SchemaRule rule) => rule.Kind switch
    {
        SchemaRuleKind.Anything => null,
        SchemaRuleKind.GeoJson => GeoJson.FindProblem(value),
        SchemaRuleKind.Object => $"it must be an object, but is {JsonFieldReader.Describe(value.ValueKind)}",
        SchemaRuleKind.List => $"it must be a list, but is {JsonFieldReader.Describe(value.ValueKind)}",
        SchemaRuleKind.Truth => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "it must be true or false",
        SchemaRuleKind.Number or SchemaRuleKind.Whole => FindNumberProblem(value, rule),
        _ => FindTextProblem(value, rule),
    };

    private static string? FindNumberProblem(JsonElement value, SchemaRule rule)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return $"it must be a number, but is {JsonFieldReader.Describe(value.ValueKind)}";
        }

        var number = value.TryGetDouble(out var known) ? known : double.PositiveInfinity;
        var expected = rule.Kind == SchemaRuleKind.Whole && Math.Floor(number) != number ? "a whole number"
            : number < rule.Least || number > rule.Most ? $"from {rule.Least} to {rule.Most}"
            : null;
        return expected is null ? null : $"it must be {expected}, but is {PlainText.Short(value.GetRawText())}";
    }

    private static string? FindTextProblem(JsonElement value, SchemaRule rule)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return $"it must be text, but is {JsonFieldReader.Describe(value.ValueKind)}";
        }

        if (rule is { Kind: SchemaRuleKind.Text, Matches: null })
        {
            return null;
        }

        var text = value.GetString() ?? "";
        return rule.Kind switch
        {
            SchemaRuleKind.Moment when !Rfc3339.TryParse(text, out _, out var problem) =>
                $"it is \"{PlainText.Short(text)}\": {problem?.TrimEnd('.')}",
            SchemaRuleKind.Word when !rule.Words.Contains(text) =>
                $"it must be one of {string.Join(", ", rule.Words.Order(StringComparer.Ordinal))}, but is \"{PlainText.Short(text)}\"",
            SchemaRuleKind.Text when rule.Matches is { } matches && !matches(text) =>
                $"\"{PlainText.Short(text)}\" does not have the form that the standard requires",
            _ => null,
        };
    }

    private void Add(string problem, bool isUnknown = false, bool isMissing = false)
    {
        if (_violations.Count < MaxViolations)
        {
            var name = string.Join('.', _path).Replace(".[]", "[]", StringComparison.Ordinal);
            _violations.Add(new Violation(PlainText.Short(name), problem, isUnknown, isMissing));
        }
    }
}
