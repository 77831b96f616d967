using System.Text.Json;
using NewsApi.Content;
using NewsApi.Content.Importing;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Json;

/// <summary>The reading of one item: takes values out of JSON, and gathers why the item must be refused and what to warn of.</summary>
internal sealed class JsonFieldReader
{
    /// <summary>So that an item with a hundred faults does not fill the screen.</summary>
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

    /// <summary>Warns once a name.</summary>
    public void Warn(string name, string message)
    {
        _warnings ??= [];
        if (_warnings.Count < MostWarnings && !_warnings.Exists(warning => warning.Name == name))
        {
            _warnings.Add(new ImportWarning(name, message));
        }
    }

    public RefusedItem Refusal(Origin origin) => new(origin, string.Join(" ", _refusals ?? [])) { Warnings = Warnings };

    /// <summary>The text as it stands; null where there is none. JSON's null is read as absent, which many systems write.</summary>
    public string? Text(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        RefuseUnless(value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null, value, name, "text");
        return null;
    }

    /// <summary>The text on one line; null where there is none or it is blank.</summary>
    public string? Line(JsonElement value, string name) => PlainText.OneLine(Text(value, name));

    /// <summary>A moment, to the millisecond, in UTC.</summary>
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

    /// <summary>A number; null where there is none. Which numbers are sensible the caller knows.</summary>
    public double? Number(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            // Too large for a double is infinite, and so out of any range.
            return value.TryGetDouble(out var number) ? number : double.PositiveInfinity;
        }

        RefuseUnless(value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null, value, name, "a number");
        return null;
    }

    /// <summary>A whole number within a range; outside it is left out, with a warning.</summary>
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

        Warn(name, $"'{name}' is {PlainText.Short(value.GetRawText())}, not a whole number from {least} to {most}; it was left out.");
        return null;
    }

    /// <summary>The elements of a list; none where there is no list.</summary>
    public JsonElement.ArrayEnumerator List(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.EnumerateArray();
        }

        RefuseUnless(value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null, value, name, "a list");
        return default;
    }

    /// <summary>Whether a value is an object; refuses anything else that is there.</summary>
    public bool IsObject(JsonElement value, string name)
    {
        RefuseUnless(value.ValueKind is JsonValueKind.Object or JsonValueKind.Undefined or JsonValueKind.Null, value, name, "an object");
        return value.ValueKind == JsonValueKind.Object;
    }

    /// <summary>A property of an object; undefined where it is absent.</summary>
    public static JsonElement Property(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value : default;

    /// <summary>A property under the first of its names that is there.</summary>
    public static JsonElement Property(JsonElement item, string name, string otherName) =>
        item.TryGetProperty(name, out var value) || item.TryGetProperty(otherName, out value) ? value : default;

    private void RefuseUnless(bool fits, JsonElement value, string name, string wanted)
    {
        if (!fits)
        {
            Refuse($"'{name}' must be {wanted}, but is {Describe(value.ValueKind)}.");
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
