using System.Globalization;
using System.Xml.Linq;
using NewsApi.Content.Articles;
using NewsApi.Formats.Items;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Markup;

/// <summary>
/// Reads the fields of one item from XML, by the rules of the other readers: an optional field that cannot be read is left out with a
/// warning, and an identity, a time or a status that cannot be read costs the item.
/// </summary>
internal sealed class XmlFieldReader : ItemProblems
{
    /// <summary>Returns a time in UTC, cut to milliseconds; null if it is absent. Rejects the item if the value is not a time.</summary>
    public DateTimeOffset? Time(string? text, string name)
    {
        if (text is null)
        {
            return null;
        }

        if (Rfc3339.TryParse(Iso8601.Extend(text), out var time, out var problem))
        {
            return time;
        }

        Reject($"'{name}' is \"{PlainText.Short(text)}\": {problem}");
        return null;
    }

    /// <inheritdoc cref="Time(string?, string)"/>
    public DateTimeOffset? Time(XElement? element) => Time(element.Line(), element?.Name.LocalName ?? "");

    /// <summary>Returns a whole number within a range. Leaves out any other value with a warning.</summary>
    public int? Whole(string? text, string name, int least, int most)
    {
        if (text is null)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        Warn(name, $"'{name}' is \"{PlainText.Short(text)}\", not a whole number from {least} to {most}; it was left out.");
        return null;
    }

    /// <summary>Returns a size in pixels; null if it is absent, 0 or not a number. Feeds write 0 for an unknown size.</summary>
    public static int? Pixels(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels > 0 ? pixels : null;

    /// <summary>Returns a coordinate in degrees. Leaves out any other value with a warning.</summary>
    public double? Degrees(string? text, string name, double most)
    {
        if (text is null)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most)
        {
            return degrees;
        }

        Warn(name, $"'{name}' is \"{PlainText.Short(text)}\", not a number of degrees; it was left out.");
        return null;
    }

    /// <summary>Returns the tag of the first text that is a language tag; <c>und</c> if there is none.</summary>
    public string Language(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text is not null && LanguageTag.Parse(text) is { } tag)
            {
                return tag;
            }

            if (text is not null)
            {
                Warn("language", $"The language is \"{PlainText.Short(text)}\", not a language tag such as en or en-GB; it was left out.");
            }
        }

        return LanguageTag.Unknown;
    }

    /// <summary>Returns the identity of an item. Rejects the item if it is too long for an index.</summary>
    public string Identity(string uri)
    {
        if (uri.Length > Bounds.Uri)
        {
            Reject($"The identity of the item is {uri.Length} characters long; the limit is {Bounds.Uri}.");
        }

        return uri;
    }

    /// <summary>Returns a text that is not longer than an index allows. Leaves out a longer text with a warning.</summary>
    public string? Bounded(string? text, int longest, string name)
    {
        if (text is null || text.Length <= longest)
        {
            return text;
        }

        Warn($"{name} too long", $"A {name} of {text.Length} characters was left out; the limit is {longest}.");
        return null;
    }
}
