using System.Text.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Json;

/// <summary>Compares a document with a <see cref="JsonSchema"/>.</summary>
internal sealed class SchemaCheck
{
    /// <summary>More would say nothing new, and a hostile document could have millions.</summary>
    private const int MostDepartures = 200;

    private readonly List<string> _path = [];
    private readonly List<Violation> _departures = [];

    /// <returns>The departures in the order of the document, the first 200 of them.</returns>
    public static IReadOnlyList<Violation> Compare(JsonElement document, JsonSchema shape)
    {
        var check = new SchemaCheck();
        check.Object(document, shape);
        return check._departures;
    }

    private void Object(JsonElement value, JsonSchema shape)
    {
        foreach (var property in value.EnumerateObject())
        {
            _path.Add(property.Name);
            if (shape.Find(property.Name) is { } rule)
            {
                Value(property.Value, rule);
            }
            else
            {
                Add("the standard does not know it", isUnknown: true);
            }

            _path.RemoveAt(_path.Count - 1);
        }

        foreach (var name in shape.Required)
        {
            if (!Has(name))
            {
                _path.Add(name);
                Add("the standard demands it");
                _path.RemoveAt(_path.Count - 1);
            }
        }

        if (shape.EitherOr.Length > 0 && !Array.Exists(shape.EitherOr, pair => Has(pair.One) != Has(pair.Other)))
        {
            var pairs = shape.EitherOr.Select(pair => $"exactly one of '{pair.One}' and '{pair.Other}'");
            Add($"the standard demands {string.Join(", or ", pairs)}");
        }

        bool Has(string name) => value.TryGetProperty(name, out _);
    }

    private void Value(JsonElement value, SchemaRule rule)
    {
        switch (rule.Kind)
        {
            case SchemaRuleKind.Object when value.ValueKind == JsonValueKind.Object && rule.Shape is { } shape:
                Object(value, shape());
                break;
            case SchemaRuleKind.List when value.ValueKind == JsonValueKind.Array && rule.Items is { } items:
                _path.Add("[]");
                foreach (var item in value.EnumerateArray())
                {
                    Value(item, items);
                }

                _path.RemoveAt(_path.Count - 1);
                break;
            default:
                if (Problem(value, rule) is { } problem)
                {
                    Add(problem);
                }

                break;
        }
    }

    private static string? Problem(JsonElement value, SchemaRule rule) => rule.Kind switch
    {
        SchemaRuleKind.Anything => null,
        SchemaRuleKind.GeoJson => GeoJson.Problem(value),
        SchemaRuleKind.Object => $"it must be an object, but is {JsonFieldReader.Describe(value.ValueKind)}",
        SchemaRuleKind.List => $"it must be a list, but is {JsonFieldReader.Describe(value.ValueKind)}",
        SchemaRuleKind.Truth => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "it must be true or false",
        SchemaRuleKind.Number or SchemaRuleKind.Whole => NumberProblem(value, rule),
        _ => TextProblem(value, rule),
    };

    private static string? NumberProblem(JsonElement value, SchemaRule rule)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return $"it must be a number, but is {JsonFieldReader.Describe(value.ValueKind)}";
        }

        var number = value.TryGetDouble(out var known) ? known : double.PositiveInfinity;
        var wanted = rule.Kind == SchemaRuleKind.Whole && Math.Floor(number) != number ? "a whole number"
            : number < rule.Least || number > rule.Most ? $"from {rule.Least} to {rule.Most}"
            : null;
        return wanted is null ? null : $"it must be {wanted}, but is {PlainText.Short(value.GetRawText())}";
    }

    private static string? TextProblem(JsonElement value, SchemaRule rule)
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
                $"\"{PlainText.Short(text)}\" is not of the form the standard demands",
            _ => null,
        };
    }

    private void Add(string problem, bool isUnknown = false)
    {
        if (_departures.Count < MostDepartures)
        {
            var name = string.Join('.', _path).Replace(".[]", "[]", StringComparison.Ordinal);
            _departures.Add(new Violation(PlainText.Short(name), problem, isUnknown));
        }
    }
}
