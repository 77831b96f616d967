using System.Text.RegularExpressions;

namespace NewsApi.Formats.Text;

/// <summary>Converts times in the basic format of ISO 8601, which NewsML 1 and NITF use, to the extended format of RFC 3339.</summary>
internal static partial class Iso8601
{
    /// <summary>Returns <c>2021-05-16T08:06:25+0000</c> for <c>20210516T080625+0000</c>; any other text unchanged.</summary>
    public static string Extend(string text) => Basic().Match(text) is { Success: true } time
        ? $"{time.Groups["y"]}-{time.Groups["m"]}-{time.Groups["d"]}T{time.Groups["h"]}:{time.Groups["n"]}:{time.Groups["s"]}{time.Groups["z"]}"
        : text;

    /// <summary>Returns true for a date and time in the extended format without an offset from UTC.</summary>
    public static bool HasNoOffset(string text) => WithoutOffset().IsMatch(text);

    [GeneratedRegex(@"^(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})T(?<h>[0-9]{2})(?<n>[0-9]{2})(?<s>[0-9]{2})(?<z>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Basic();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex WithoutOffset();
}
