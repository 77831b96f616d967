using System.Collections.Frozen;

namespace NewsApi.Content.Articles;

/// <summary>
/// The HTML elements of article bodies, by what happens to them. An element is kept, renamed, replaced by its content, or removed with its
/// content.
/// </summary>
internal static class BodyElements
{
    /// <summary>Block elements that are kept.</summary>
    public static FrozenSet<string> Blocks { get; } = FrozenSet.Create(
        "p", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr", "figure", "figcaption",
        "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td");

    /// <summary>Inline elements that are kept. An <c>iframe</c> is kept only if <see cref="EmbedHosts"/> allows its address.</summary>
    public static FrozenSet<string> Inline { get; } = FrozenSet.Create(
        "a", "em", "strong", "cite", "iframe", "code", "sub", "sup", "s", "del", "ins", "mark", "small", "u", "abbr", "time", "br", "img");

    /// <summary>
    /// Containers without a meaning in a text, such as <c>div</c>. A container is replaced by its content. A paragraph ends where a
    /// container begins or ends.
    /// </summary>
    public static FrozenSet<string> Boxes { get; } = FrozenSet.Create(
        "div", "section", "article", "main", "header", "footer", "aside", "nav", "address", "center", "form", "fieldset",
        "legend", "details", "summary", "hgroup", "body", "html", "dir", "menu", "listing", "search", "picture");

    /// <summary>Elements that are removed with their content, because the content is not text for readers.</summary>
    public static FrozenSet<string> Foreign { get; } = FrozenSet.Create(
        "script", "style", "noscript", "template", "object", "embed", "applet", "svg", "math", "title", "textarea",
        "select", "button", "input", "noembed", "noframes", "xmp", "plaintext", "frameset", "frame", "audio", "video", "canvas",
        "dialog", "map", "meter", "progress", "link", "meta", "base", "source", "track");

    /// <summary>
    /// Elements that are renamed to a kept element with the same meaning. For example, <c>b</c> is renamed to <c>strong</c>.
    /// </summary>
    public static FrozenDictionary<string, string> Synonyms { get; } = new Dictionary<string, string>
    {
        ["h1"] = "h2",
        ["h5"] = "h4",
        ["h6"] = "h4",
        ["b"] = "strong",
        ["i"] = "em",
        ["strike"] = "s",
        ["tt"] = "code",
        ["kbd"] = "code",
        ["samp"] = "code",
    }.ToFrozenDictionary();

    public static FrozenSet<string> Attributes { get; } = FrozenSet.Create(
        "href", "rel", "title", "src", "alt", "width", "height", "colspan", "rowspan", "scope", "start", "reversed", "cite",
        "datetime", "lang", "dir", "class", "allowfullscreen");

    /// <summary>True if the element is a block, which begins on a new line.</summary>
    public static bool IsBlock(string name) => Blocks.Contains(name) || Boxes.Contains(name) || name is "h1" or "h5" or "h6";
}
