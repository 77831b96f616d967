using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace NewsApi.Content.Articles;

/// <summary>
/// Writes the inline content of a block as CommonMark. Emphasis is written with asterisks if the asterisks are between spaces or
/// punctuation, where they are not ambiguous. Otherwise emphasis is written as an HTML element. An element that CommonMark does not have is
/// also written as HTML.
/// </summary>
internal sealed partial class MarkdownLine
{
    private readonly List<Piece> _pieces = [];
    private bool _space;

    private enum Sort
    {
        Text,
        Open,
        Close,
        Break,
    }

    public static string Of(IEnumerable<INode> nodes)
    {
        var line = new MarkdownLine();
        foreach (var node in nodes)
        {
            line.Walk(node);
        }

        return line.Write();
    }

    /// <summary>Returns the length of the longest run of the character in the text.</summary>
    public static int LongestRun(string text, char character)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == character ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private void Walk(INode node)
    {
        switch (node)
        {
            case IText text:
                Text(text.Data);
                break;
            case IElement { LocalName: "br" }:
                _space = false;
                _pieces.Add(new(Sort.Break, "", ""));
                break;
            case IElement { LocalName: "img" } image:
                Verbatim($"![{Escape(image.GetAttribute("alt") ?? "")}]({Destination(image, "src")})");
                break;
            case IElement { LocalName: "code" } code:
                var follows = !_space && _pieces is [.., { Markdown: [.., '`'] }];
                Verbatim(follows ? $"<code>{Escape(White().Replace(code.TextContent, " "))}</code>" : Code(code.TextContent));
                break;
            case IElement { LocalName: "a" } link when link.TextContent.Trim().Length > 0 || link.QuerySelector("img") is not null:
                Link(link);
                break;
            case IElement { LocalName: "em" } em:
                Around(em, "*", "em");
                break;
            case IElement { LocalName: "strong" } strong:
                Around(strong, "**", "strong");
                break;
            case IElement { LocalName: "s" or "del" or "ins" or "sub" or "sup" or "mark" or "u" } element:
                Around(element, "", element.LocalName);
                break;
            case IElement element:
                WalkAll(element);
                break;
        }
    }

    private void WalkAll(IElement element)
    {
        foreach (var child in element.ChildNodes)
        {
            Walk(child);
        }
    }

    private void Link(IElement link)
    {
        // Spaces and line breaks at the edges of the link are written outside its label.
        _space |= char.IsWhiteSpace(link.TextContent.FirstOrDefault());
        BreakFor(link.FirstChild);
        Verbatim($"[{Of(link.ChildNodes)}]({Destination(link, "href")})");
        _space = char.IsWhiteSpace(link.TextContent.LastOrDefault());
        BreakFor(link.LastChild);
    }

    private void BreakFor(INode? edge)
    {
        if (edge is IElement { LocalName: "br" })
        {
            Walk(edge);
        }
    }

    private void Around(IElement element, string mark, string name)
    {
        var open = new Piece(Sort.Open, mark, name);
        _pieces.Add(open);
        WalkAll(element);
        if (_pieces.FindIndex(_pieces.IndexOf(open), p => p.Sort == Sort.Text) < 0)
        {
            _pieces.Remove(open);
            return;
        }

        open.Partner = new(Sort.Close, mark, name) { Partner = open };
        _pieces.Add(open.Partner);
    }

    private void Text(string text)
    {
        var words = White().Replace(text, " ");
        var trimmed = words.Trim(' ');
        _space |= words.StartsWith(' ');
        if (trimmed.Length > 0)
        {
            Verbatim(Escape(trimmed));
            _space = words.EndsWith(' ');
        }
    }

    /// <summary>
    /// Appends text that is already Markdown. If a space must precede the text, the space is written before the emphasis marks that open
    /// directly before the text. For example, <c>a&lt;em&gt; b&lt;/em&gt;</c> becomes <c>a *b*</c>.
    /// </summary>
    private void Verbatim(string markdown)
    {
        if (markdown.Length == 0)
        {
            return;
        }

        var at = _pieces.Count;
        while (at > 0 && _pieces[at - 1].Sort == Sort.Open)
        {
            at--;
        }

        if (_space && at > 0 && _pieces[at - 1].Sort != Sort.Break)
        {
            _pieces.Insert(at, new(Sort.Text, " ", ""));
        }

        if (_pieces is [.., { Sort: Sort.Text } before])
        {
            // An exclamation mark before a bracket would make a link a picture; a backtick before code, even an escaped one, would make a
            // longer fence.
            _pieces[^1] = (markdown[0], before.Markdown) switch
            {
                ('[', [.., '!']) => before with { Markdown = $"{before.Markdown[..^1]}\\!" },
                ('`', [.., '\\', '`']) => before with { Markdown = $"{before.Markdown[..^2]}&#96;" },
                _ => before,
            };
        }

        _pieces.Add(new(Sort.Text, markdown, ""));
        _space = false;
    }

    private string Write()
    {
        var line = new StringBuilder();
        var first = _pieces.FindIndex(p => p.Sort is Sort.Text);
        var last = _pieces.FindLastIndex(p => p.Sort is Sort.Text);
        for (var i = 0; i < _pieces.Count; i++)
        {
            var piece = _pieces[i];
            switch (piece.Sort)
            {
                case Sort.Break when i > first && i < last:
                    line.Append("\\\n");
                    break;
                case Sort.Open when piece.Partner is { } partner:
                    piece.AsHtml = partner.AsHtml = piece.Markdown.Length == 0 || !MayBegin(line, i) || !MayEnd(_pieces.IndexOf(partner));
                    line.Append(piece.AsHtml ? $"<{piece.Name}>" : piece.Markdown);
                    break;
                case Sort.Close:
                    line.Append(piece.AsHtml ? $"</{piece.Name}>" : piece.Markdown);
                    break;
                case Sort.Text:
                    line.Append(piece.Markdown);
                    break;
            }
        }

        return string.Join('\n', line.ToString().Split('\n').Select(EscapeStart));
    }

    /// <summary>
    /// True if an emphasis mark can open here: at the start of a line, after a space, or between opening punctuation and a letter or digit.
    /// Between two punctuation characters, a parser could read the mark as a closing mark.
    /// </summary>
    private bool MayBegin(StringBuilder line, int open)
    {
        var next = _pieces[open + 1];
        return next.Sort != Sort.Break && (line.Length == 0 || line[^1] is ' ' or '\n'
            || (line[^1] is '(' or '“' or '"' or '—' or '–' && next.Sort == Sort.Text && char.IsLetterOrDigit(next.Markdown[0])));
    }

    private bool MayEnd(int close)
    {
        // A parser would take two adjacent marks for one longer mark.
        var (last, next) = (_pieces[close - 1], close + 1 < _pieces.Count ? _pieces[close + 1] : null);
        return last.Sort != Sort.Break && next switch
        {
            null or { Sort: Sort.Break } => true,
            { Sort: Sort.Text, Markdown: [' ', ..] } => true,
            { Sort: Sort.Text, Markdown: ['.' or ',' or ';' or ':' or '?' or '!' or ')' or '”' or '"' or '—' or '–', ..] } =>
                last.Sort == Sort.Text && char.IsLetterOrDigit(last.Markdown[^1]),
            { Sort: Sort.Close, AsHtml: true } => last.Sort == Sort.Text && char.IsLetterOrDigit(last.Markdown[^1]),
            _ => false,
        };
    }

    private static string Destination(IElement element, string attribute)
    {
        var url = UrlSigns().Replace(element.GetAttribute(attribute) ?? "", m => m.Value == "&" ? "\\&" : Uri.HexEscape(m.Value[0]));
        return element.GetAttribute("title") is { Length: > 0 } title
            ? $"{url} \"{Escape(White().Replace(title, " ")).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : url;
    }

    private static string Code(string code)
    {
        var text = White().Replace(code, " ");
        if (text.Trim().Length == 0)
        {
            return "";
        }

        var fence = new string('`', LongestRun(text, '`') + 1);
        var pad = text[0] is '`' or ' ' || text[^1] is '`' or ' ' ? " " : "";
        return $"{fence}{pad}{text}{pad}{fence}";
    }

    private static string Escape(string text) => Signs().Replace(text, @"\$0");

    /// <summary>
    /// Escapes the start of a line if CommonMark would otherwise read the line as a heading, a list, a rule or a code block.
    /// </summary>
    private static string EscapeStart(string line) => Number().Replace(
        line.Length > 0 && line[0] is '#' or '-' or '+' or '=' or '~' ? $"\\{line}" : line, @"$1\$2");

    [GeneratedRegex(@"[\\`*_\[\]<>&]")]
    private static partial Regex Signs();

    [GeneratedRegex(@"^(\d{1,9})([.)])(?=\s|$)")]
    private static partial Regex Number();

    [GeneratedRegex(@"[ \t\n\r\f]+")]
    private static partial Regex White();

    [GeneratedRegex(@"[\x00-\x20()<>\\&]")]
    private static partial Regex UrlSigns();

    private sealed record Piece(Sort Sort, string Markdown, string Name)
    {
        public Piece? Partner { get; set; }

        public bool AsHtml { get; set; }

        public bool Equals(Piece? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
