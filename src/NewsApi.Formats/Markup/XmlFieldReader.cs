using System.Globalization;
using System.Xml.Linq;
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
}
