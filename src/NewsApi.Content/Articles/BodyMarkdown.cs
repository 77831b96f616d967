using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace NewsApi.Content.Articles;

/// <summary>Writes the blocks of a sanitised body as CommonMark. <see cref="MarkdownLine"/> writes the inline content of a block.</summary>
internal static partial class BodyMarkdown
{
    public static string Of(IElement body) => string.Join("\n\n", Blocks(body));

    private static List<string> Blocks(IElement container)
    {
        var blocks = new List<string>();
        var run = new List<INode>();
        string? previous = null;
        foreach (var child in container.ChildNodes)
        {
            if (child is IElement block && BodyElements.Blocks.Contains(block.LocalName))
            {
                CloseRun();
                AddIfAny(Block(block, continuesList: previous == block.LocalName && blocks[^1][0] is '-' or '1'));
                previous = block.LocalName;
            }
            else
            {
                run.Add(child);
            }
        }

        CloseRun();
        return blocks;

        void CloseRun()
        {
            AddIfAny(MarkdownLine.Of(run));
            previous = run.Exists(n => n is IElement || !string.IsNullOrWhiteSpace(n.TextContent)) ? null : previous;
            run = [];
        }

        void AddIfAny(string block)
        {
            if (block.Length > 0)
            {
                blocks.Add(block);
            }
        }
    }

    private static string Block(IElement block, bool continuesList) => block.LocalName switch
    {
        "h2" => Heading("## ", block),
        "h3" => Heading("### ", block),
        "h4" => Heading("#### ", block),
        "ul" => List(block, _ => continuesList ? "* " : "- "),
        "ol" => List(block, item => string.Create(CultureInfo.InvariantCulture, $"{Start(block) + item}{(continuesList ? ')' : '.')} ")),
        "blockquote" => Prefix(string.Join("\n\n", Blocks(block)), "> ", ">"),
        "pre" => Fence(block.TextContent),
        "hr" => "***",

        // CommonMark has neither tables nor definition lists, but passes HTML through up to the next empty line.
        "table" or "dl" => EmptyLines().Replace(block.OuterHtml, "\n"),
        "figure" or "figcaption" or "li" => string.Join("\n\n", Blocks(block)),
        _ => MarkdownLine.Of(block.ChildNodes),
    };

    private static string Heading(string marks, IElement heading)
    {
        // A heading in CommonMark is one line, so line breaks become spaces.
        var text = MarkdownLine.Of(heading.ChildNodes).Replace("\\\n", " ", StringComparison.Ordinal);
        var endsInMark = text.EndsWith('#') && !text.EndsWith("\\#", StringComparison.Ordinal);
        return text.Length == 0 ? "" : marks + (endsInMark ? $"{text[..^1]}\\#" : text);
    }

    private static string List(IElement list, Func<int, string> marker)
    {
        var items = list.Children.Select(Blocks).Where(b => b.Count > 0)
            .Select((blocks, i) => Item(marker(i), string.Join("\n\n", blocks))).ToArray();
        return string.Join(items.Any(i => i.Contains("\n\n", StringComparison.Ordinal)) ? "\n\n" : "\n", items);
    }

    private static string Item(string marker, string text) => marker + Prefix(text, new string(' ', marker.Length), "")[marker.Length..];

    private static string Prefix(string text, string prefix, string ofEmptyLine) =>
        string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? ofEmptyLine : prefix + line));

    private static int Start(IElement list) =>
        int.TryParse(list.GetAttribute("start"), NumberStyles.None, CultureInfo.InvariantCulture, out var start) && start < 100_000_000
            ? start
            : 1;

    private static string Fence(string code)
    {
        var fence = new string('`', Math.Max(3, MarkdownLine.LongestRun(code, '`') + 1));
        return $"{fence}\n{code.TrimEnd('\n')}\n{fence}";
    }

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex EmptyLines();
}
