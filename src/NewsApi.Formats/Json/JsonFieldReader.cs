using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NewsApi.Content;
using NewsApi.Content.Importing;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Json;

/// <summary>
/// Reads the fields of one item from JSON. Collects the reasons to reject the item, and the warnings. An optional field that cannot be read
/// is left out with a warning. If a required field (an identity, a time, a status) cannot be read, the item is rejected, because a guess at
/// the field's value could publish or overwrite the wrong article.
/// </summary>
internal sealed partial class JsonFieldReader
{
    /// <summary>
    /// The largest number of reasons in the message of a rejected item. Without this limit, an item with many errors would get a very long
    /// message.
    /// </summary>
    private const int MostRejections = 3;

    private const int MostWarnings = 100;

    private List<string>? _rejections;
    private List<ImportWarning>? _warnings;

    public bool IsRejected => _rejections is not null;

    public ValueList<ImportWarning> Warnings => _warnings is null ? [] : [.. _warnings];

    public void Reject(string reason)
    {
        _rejections ??= [];
        if (_rejections.Count < MostRejections && !_rejections.Contains(reason))
        {
            _rejections.Add(reason);
        }
    }

    /// <summary>
    /// Adds a warning about the property <c>name</c>. Does nothing if this property already has a warning. Properties whose names differ
    /// only by an index, such as <c>people[0]</c> and <c>people[1]</c>, count as one property.
    /// </summary>
    public void Warn(string name, string message)
    {
        name = name.Contains('[', StringComparison.Ordinal) ? Index().Replace(name, "[]") : name;
        _warnings ??= [];
        if (_warnings.Count < MostWarnings && !_warnings.Exists(warning => warning.Name == name))
        {
            _warnings.Add(new ImportWarning(name, message));
        }
    }

    public RejectedItem Rejection(Origin origin) => new(origin, string.Join(" ", _rejections ?? [])) { Warnings = Warnings };

    /// <summary>
    /// Returns a text unchanged. Converts a number to text, with a warning. Returns null if the value is absent. JSON's null counts as
    /// absent, because many systems write it.
    /// </summary>
    public string? Text(JsonElement value, string name)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return value.GetString();
            case JsonValueKind.Number:
                Warn(name, $"'{name}' is a number instead of text; it was read as \"{PlainText.Short(value.GetRawText())}\".");
                return value.GetRawText();
            default:
                LeaveOut(value, name, "text");
                return null;
        }
    }

    /// <summary>Returns a text on one line; null if it is absent or blank.</summary>
    public string? Line(JsonElement value, string name) => PlainText.OneLine(Text(value, name));

    /// <summary>
    /// Returns a text that readers see, on one line and with its character references decoded once. Returns null if it is absent or blank.
    /// </summary>
    public string? Prose(JsonElement value, string name) => PlainText.Decoded(Line(value, name));

    /// <summary>Returns a required text on one line; null if it is absent or blank. Rejects the item if the value is not text.</summary>
    public string? RequiredLine(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return PlainText.OneLine(value.GetString());
        }

        if (!IsAbsent(value))
        {
            Reject($"'{name}' must be text, but is {Describe(value.ValueKind)}.");
        }

        return null;
    }

    /// <summary>Returns a time in UTC, cut to milliseconds; null if it is absent. Rejects the item if the value is not a time.</summary>
    public DateTimeOffset? Time(JsonElement value, string name)
    {
        if (RequiredLine(value, name) is not { } text)
        {
            return null;
        }

        if (Rfc3339.TryParse(text, out var time, out var problem))
        {
            return time;
        }

        Reject($"'{name}' is \"{PlainText.Short(text)}\": {problem}");
        return null;
    }

    /// <summary>
    /// Returns a number. Also accepts a text that contains a number, such as "3". Returns null if the value is absent. The caller checks
    /// the range.
    /// </summary>
    public double? Number(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            // A number too large for a double becomes infinite, so it is outside every range.
            return value.TryGetDouble(out var number) ? number : double.PositiveInfinity;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text)
        {
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var read) && double.IsFinite(read))
            {
                return read;
            }

            if (PlainText.OneLine(text) is { } line)
            {
                Warn(name, $"'{name}' is \"{PlainText.Short(line)}\", which is not a number; it was left out.");
            }

            return null;
        }

        LeaveOut(value, name, "a number");
        return null;
    }

    /// <summary>Returns a whole number within a range. Leaves out any other number with a warning.</summary>
    public int? Whole(JsonElement value, string name, int least, int most)
    {
        if (Number(value, name) is not { } number)
        {
            return null;
        }

        var isWhole = number >= least && number <= most && Math.Floor(number) == number;
        if (!isWhole)
        {
            Warn(name, $"'{name}' is {PlainText.Short(value.GetRawText())}, not a whole number from {least} to {most}; it was left out.");
        }
        else if (value.ValueKind == JsonValueKind.String)
        {
            Warn(name, $"'{name}' is text instead of a number; it was read as {(int)number}.");
        }

        return isWhole ? (int)number : null;
    }

    /// <summary>Returns the elements of a list; empty if the list is absent.</summary>
    public JsonElement.ArrayEnumerator List(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.EnumerateArray();
        }

        LeaveOut(value, name, "a list");
        return default;
    }

    /// <summary>Returns true for an object. Leaves out any other value with a warning.</summary>
    public bool IsObject(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        LeaveOut(value, name, "an object");
        return false;
    }

    /// <summary>Returns true if the item does not have the property, or has JSON's null as its value.</summary>
    public static bool IsAbsent(JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    /// <summary>Returns the value of a property; undefined if the object does not have it.</summary>
    public static JsonElement Property(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Returns the value of a property that may have either of two names; the first name takes precedence.</summary>
    public static JsonElement Property(JsonElement item, string name, string otherName) =>
        item.TryGetProperty(name, out var value) || item.TryGetProperty(otherName, out value) ? value : default;

    private void LeaveOut(JsonElement value, string name, string expected)
    {
        if (!IsAbsent(value))
        {
            Warn(name, $"'{name}' must be {expected}, but is {Describe(value.ValueKind)}; it was left out.");
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

    [GeneratedRegex(@"\[[0-9]+\]")]
    private static partial Regex Index();
}
