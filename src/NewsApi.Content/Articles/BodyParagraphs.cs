using AngleSharp.Dom;

namespace NewsApi.Content.Articles;

/// <summary>
/// Makes paragraphs of all text outside block elements. Some feeds mark a paragraph by a container or by two line breaks, and other feeds
/// mark no paragraphs. Afterwards each word is in a block, and no block is in an element that allows only inline content.
/// </summary>
internal static class BodyParagraphs
{
    public static void Arrange(IElement body)
    {
        Rename(body);
        Fill(body, always: true);
        foreach (var container in body.QuerySelectorAll("blockquote,li,td,th,dd,figure,figcaption").ToArray())
        {
            Fill(container, always: container.LocalName == "blockquote");
        }

        foreach (var line in body.QuerySelectorAll("p,h2,h3,h4,dt,caption,pre").ToArray())
        {
            foreach (var block in line.QuerySelectorAll("*").Where(e => BodyElements.IsBlock(e.LocalName)).ToArray())
            {
                block.Before(OwnerOf(block).CreateTextNode(" "));
                block.After(OwnerOf(block).CreateTextNode(" "));
                Unwrap(block);
            }
        }
    }

    /// <summary>Replaces an element by its content.</summary>
    public static void Unwrap(IElement element)
    {
        while (element.FirstChild is { } child)
        {
            element.Parent?.InsertBefore(child, element);
        }

        element.Remove();
    }

    private static void Rename(IElement body)
    {
        foreach (var element in body.QuerySelectorAll("*").ToArray())
        {
            if (BodyElements.Synonyms.TryGetValue(element.LocalName, out var name))
            {
                var renamed = OwnerOf(element).CreateElement(name);
                while (element.FirstChild is { } child)
                {
                    renamed.AppendChild(child);
                }

                element.Replace(renamed);
            }
            else if (element.LocalName == "q")
            {
                // Browsers draw the quotation marks of this element. The plain text must contain them, so they become characters.
                element.Before(OwnerOf(element).CreateTextNode("“"));
                element.After(OwnerOf(element).CreateTextNode("”"));
                Unwrap(element);
            }
        }
    }

    /// <param name="always">
    /// True to put every run of text into a paragraph. False to leave a run without a paragraph if it is the only run in its container and
    /// no block precedes it. For example, the text of a simple list item then stays without a paragraph.
    /// </param>
    private static void Fill(IElement container, bool always)
    {
        var parts = new List<List<INode>>();
        var run = new List<INode>();
        Collect(container, parts, ref run);
        Close(parts, ref run);
        var loose = !always && parts.FindLastIndex(part => !IsBlock(part)) == 0;
        while (container.FirstChild is { } child)
        {
            container.RemoveChild(child);
        }

        foreach (var part in parts)
        {
            if (IsBlock(part) || loose || (container.LocalName == "figure" && !part.Any(HasText)))
            {
                container.Append([.. part]);
                continue;
            }

            var paragraph = OwnerOf(container).CreateElement("p");
            paragraph.Append([.. part]);
            container.AppendChild(paragraph);
        }
    }

    /// <summary>
    /// Splits the content of a container into blocks and runs of text. Elements of <see cref="BodyElements.Boxes"/>, and inline elements
    /// that contain a block, are split in the same way.
    /// </summary>
    private static void Collect(INode container, List<List<INode>> parts, ref List<INode> run)
    {
        foreach (var child in container.ChildNodes.ToArray())
        {
            if (child is IElement element && BodyElements.Blocks.Contains(element.LocalName))
            {
                Close(parts, ref run);
                parts.Add([element]);
            }
            else if (child is IElement box && (BodyElements.Boxes.Contains(box.LocalName) || HoldsBlock(box)))
            {
                Close(parts, ref run);
                Collect(box, parts, ref run);
                Close(parts, ref run);
            }
            else if (child is IElement { LocalName: "br" }
                && run.FindLast(n => n is not IText text || HasText(text)) is IElement { LocalName: "br" })
            {
                // A text without paragraph elements separates its paragraphs by two line breaks.
                Close(parts, ref run);
            }
            else if (child is IElement or IText)
            {
                run.Add(child);
            }
        }
    }

    private static void Close(List<List<INode>> parts, ref List<INode> run)
    {
        var first = run.FindIndex(Shows);
        if (first >= 0)
        {
            var last = run.FindLastIndex(Shows);
            parts.Add(run[first..(last + 1)]);
        }

        run = [];
    }

    private static bool IsBlock(List<INode> part) => part is [IElement element] && BodyElements.IsBlock(element.LocalName);

    private static bool Shows(INode node) => HasText(node) || node is IElement element
        && (element.LocalName is "img" or "iframe" || element.QuerySelector("img,iframe") is not null);

    private static bool HasText(INode node) => !string.IsNullOrWhiteSpace(node.TextContent);

    private static IDocument OwnerOf(INode node) => node.Owner ?? throw new InvalidOperationException("Only a document has no owner.");

    private static bool HoldsBlock(IElement element) => element.QuerySelectorAll("*").Any(e => BodyElements.IsBlock(e.LocalName));
}
