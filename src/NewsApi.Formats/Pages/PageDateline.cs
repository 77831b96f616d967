using System.Text.RegularExpressions;

namespace NewsApi.Formats.Pages;

/// <summary>The dateline at the start of a text, such as <c>KENNEBUNKPORT, Maine — </c> or <c>PARIS, July 6, 2001 (AFP) - </c>.</summary>
/// <param name="Length">The length in characters, including the dash and the space after it.</param>
internal sealed partial record PageDateline(string Place, string? Date, string? Agency, int Length)
{
    public static PageDateline? Find(string paragraph)
    {
        var match = Capitals().Match(paragraph);
        match = match.Success ? match : WithAgency().Match(paragraph);
        return match.Success
            ? new PageDateline(match.Groups["place"].Value, Text("date"), Text("agency"), match.Length)
            : null;

        string? Text(string group) => match.Groups[group] is { Success: true } found ? found.Value : null;
    }

    private const string Rest = @"(,\s+(?<date>(\p{L}{3,9}\.?\s+\d{1,2}|\d{1,2}\.?\s+\p{L}{3,9}\.?)(,?\s+\d{4})?))?"
        + @"(\s*[\(/](?<agency>\p{Lu}[\p{L}\d .&-]{1,30})[\)/])?";

    private const string Dash = @"\s*(—|–|--|-|―|:)\s+(?=[\p{Lu}\d""'“„«‘\[(¿¡])";

    /// <summary>Matches a city in capital letters, optionally a region or country, then a dash.</summary>
    [GeneratedRegex(@"^(?<place>\p{Lu}[\p{Lu}'’.\-]+([ \-]\p{Lu}[\p{Lu}'’.\-]*){0,4}(/\p{Lu}[\p{Lu} .\-]+)?"
        + @"(,\s+(?!(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))\p{Lu}[\p{L}.]+(\s\p{Lu}[\p{L}.]+){0,2})?)" + Rest + Dash,
        RegexOptions.ExplicitCapture)]
    private static partial Regex Capitals();

    /// <summary>Matches a place in any letters with the agency in brackets, such as <c>Koblenz (dpa) - </c>.</summary>
    [GeneratedRegex(@"^(?<place>\p{Lu}[\p{L}'’.\-]+([ /\-]\p{L}[\p{L}'’.\-]*){0,3}(,\s+\p{Lu}[\p{L}.]+)?)"
        + @"(,\s+(?<date>\p{L}{3,9}\.?\s+\d{1,2}(,?\s+\d{4})?))?\s*\((?<agency>[\p{L}\d][\p{L}\d /.&-]{1,20})\)" + Dash,
        RegexOptions.ExplicitCapture)]
    private static partial Regex WithAgency();
}
