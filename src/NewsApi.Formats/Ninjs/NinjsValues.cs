using System.Text.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Ninjs;

/// <summary>Writes the values of ninjs properties in the form from which the reader gets them back.</summary>
internal static class NinjsValues
{
    /// <summary>Writes a text unchanged; nothing if it is null.</summary>
    public static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    /// <summary>
    /// Writes a text that readers see; nothing if it is null. The reader decodes character references once, so a text that itself has
    /// such a reference gets its ampersands as references.
    /// </summary>
    public static void WriteProse(Utf8JsonWriter json, string name, string? text) => WriteText(json, name, ToProse(text));

    /// <summary>Writes a time in UTC; nothing if it is null.</summary>
    public static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } moment)
        {
            json.WriteString(name, Rfc3339.Format(moment));
        }
    }

    /// <summary>
    /// Writes a list of texts with their roles. Texts that are null or empty are left out; without any, nothing is written.
    /// </summary>
    public static void WriteTexts(Utf8JsonWriter json, string list, params ReadOnlySpan<(string Role, string? Value)> texts)
    {
        var isOpen = false;
        foreach (var (role, value) in texts)
        {
            if (string.IsNullOrEmpty(value))
            {
                continue;
            }

            if (!isOpen)
            {
                json.WriteStartArray(list);
                isOpen = true;
            }

            json.WriteStartObject();
            json.WriteString("role", role);
            json.WriteString("contentType", "text/plain");
            json.WriteString("value", ToProse(value));
            json.WriteEndObject();
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }
    }

    private static string? ToProse(string? text) =>
        text is null || PlainText.Decoded(text) == text ? text : text.Replace("&", "&amp;", StringComparison.Ordinal);
}
