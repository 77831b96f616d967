using System.Globalization;
using System.Text.Json;
using NewsApi.Formats.Items;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Json;

/// <summary>
/// Reads the fields of one item from JSON. Collects the reasons to reject the item, and the warnings. An optional field that cannot be read
/// is left out with a warning. If a required field (an identity, a time, a status) cannot be read, the item is rejected, because a guess at
/// the field's value could publish or overwrite the wrong article.
/// </summary>
internal sealed class JsonFieldReader : ItemProblems
{
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
}
