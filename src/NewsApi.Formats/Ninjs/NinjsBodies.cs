using System.Net;
using NewsApi.Formats.Json;
using NewsApi.Formats.Nitf;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Ninjs;

/// <summary>Chooses the body of an item and converts it to HTML.</summary>
internal static class NinjsBodies
{
    /// <summary>
    /// Returns the body with the most structure: HTML is better than NITF, and NITF is better than plain text. If several bodies have the
    /// same format, the main body is preferred.
    /// </summary>
    /// <returns>The body as HTML, or null if there is none. <c>IsTrusted</c> is true if the HTML was made from plain text.</returns>
    public static (string? Html, bool IsTrusted) Read(NinjsItem item, JsonFieldReader reading)
    {
        var bodies = item.Texts(NinjsProperty.Bodies, "body_", reading)
            .Where(body => !string.IsNullOrWhiteSpace(body.Value) && !IsAside(body.Role))
            .OrderBy(body => body.IsHtml ? 0 : body.IsXml ? 1 : 2)
            .ThenBy(body => body.Role == "main" ? 0 : 1)
            .ToList();
        foreach (var body in bodies)
        {
            if (body.IsHtml)
            {
                return (InnerHtml(body.Value), false);
            }

            if (!body.IsXml)
            {
                return (PlainText.ToHtml(WebUtility.HtmlDecode(body.Value)), true);
            }

            if (NitfBody.ToHtml(body.Value) is { } html)
            {
                return (html, false);
            }
        }

        if (bodies.Count > 0)
        {
            reading.Warn(
                "bodies", $"No body of the item has a supported type ({bodies[0].ContentType}); it is kept in the stored document.");
        }

        return (null, false);
    }

    /// <summary>Returns true if a body with this role is not the article's text, for example a caption.</summary>
    private static bool IsAside(string? role) =>
        role is "caption" or "teaser" or "summary" or "abstract" or "script" or "shotlist" or "headline";

    /// <summary>
    /// Returns the HTML. If the HTML is a whole page, returns only the content of the element <c>body</c>, because the title in the head of
    /// the page is not the article's text.
    /// </summary>
    private static string InnerHtml(string html)
    {
        var open = html.IndexOf("<body", StringComparison.OrdinalIgnoreCase);
        var start = open < 0 ? -1 : html.IndexOf('>', open) + 1;
        if (start <= 0)
        {
            return html;
        }

        var end = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        return (end > start ? html[start..end] : html[start..]).Trim();
    }
}
