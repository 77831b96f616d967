using System.Text.Json;
using NewsApi.Content;
using NewsApi.Content.Importing;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Json;

/// <summary>Reads the fields of one item from JSON, and collects refusals and warnings.</summary>
internal sealed class JsonFieldReader
{
    /// <summary>Limits the message of an item with many errors.</summary>
    private const int MostRefusals = 3;

    private const int MostWarnings = 100;

    private List<string>? _refusals;
    private List<ImportWarning>? _warnings;

    public bool IsRefused => _refusals is not null;

    public ValueList<ImportWarning> Warnings => _warnings is null ? [] : [.. _warnings];

    public void Refuse(string reason)
    {
        _refusals ??= [];
        if (_refusals.Count < MostRefusals && !_refusals.Contains(reason))
        {
            _refusals.Add(reason);
        }
    }

    /// <summary>Adds a warning; only the first for each name counts.</summary>
    public void Warn(string name, string message)
    {
        _warnings ??= [];
        if (_warnings.Count < MostWarnings && !_warnings.Exists(warning => warning.Name == name))
        {
            _warnings.Add(new ImportWarning(name, message));
        }
    }

    public RefusedItem Refusal(Origin origin) => new(origin, string.Join(" ", _refusals ?? [])) { Warnings = Warnings };

    /// <summary>Returns the text unchanged; null if it is absent. JSON's null counts as absent, because many systems write it.</summary>
    public string? Text(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        RefuseUnless(value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null, value, name, "text");
        return null;
    }

    /// <summary>Returns the text on one line; null if it is absent or blank.</summary>
    public string? Line(JsonElement value, string name) => PlainText.OneLine(Text(value, name));

    /// <summary>Returns a time in UTC, to the millisecond.</summary>
    public DateTimeOffset? Time(JsonElement value, string name)
    {
        if (Line(value, name) is not { } text)
        {
            return null;
        }

        if (Rfc3339.TryParse(text, out var time, out var problem))
        {
            return time;
        }

        Refuse($"'{name}' is \"{PlainText.Short(text)}\": {problem}");
        return null;
    }

    /// <summary>Returns a number; null if it is absent. The caller checks its range.</summary>
    public double? Number(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            // A number too large for a double is infinite, and so outside every range.
            return value.TryGetDouble(out var number) ? number : double.PositiveInfinity;
        }

        RefuseUnless(value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null, value, name, "a number");
        return null;
    }

    /// <summary>Returns a whole number within a range; another number is ignored with a warning.</summary>
    public int? Whole(JsonElement value, string name, int least, int most)
    {
        if (Number(value, name) is not { } number)
        {
            return null;
        }

        if (number >= least && number <= most && Math.Floor(number) == number)
        {
            return (int)number;
        }

        Warn(name, $"'{name}' is {PlainText.Short(value.GetRawText())}, not a whole number from {least} to {most}; it was ignored.");
        return null;
    }

    /// <summary>Returns the elements of a list; none if it is absent.</summary>
    public JsonElement.ArrayEnumerator List(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.EnumerateArray();
        }

        RefuseUnless(value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null, value, name, "a list");
        return default;
    }

    /// <summary>Returns true for an object; refuses another value unless it is absent.</summary>
    public bool IsObject(JsonElement value, string name)
    {
        RefuseUnless(value.ValueKind is JsonValueKind.Object or JsonValueKind.Undefined or JsonValueKind.Null, value, name, "an object");
        return value.ValueKind == JsonValueKind.Object;
    }

    /// <summary>Returns a property of an object; undefined if it is absent.</summary>
    public static JsonElement Property(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Returns a property by the first of its names that is present.</summary>
    public static JsonElement Property(JsonElement item, string name, string otherName) =>
        item.TryGetProperty(name, out var value) || item.TryGetProperty(otherName, out value) ? value : default;

    private void RefuseUnless(bool fits, JsonElement value, string name, string expected)
    {
        if (!fits)
        {
            Refuse($"'{name}' must be {expected}, but is {Describe(value.ValueKind)}.");
        }
    }

    public static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => "nothing",
    };
}
