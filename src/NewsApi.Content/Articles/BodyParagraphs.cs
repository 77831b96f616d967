using AngleSharp.Dom;

namespace NewsApi.Content.Articles;

/// <summary>
/// Puts loose text into paragraphs. Feeds part them by boxes, by empty lines, or not at all; afterwards every word of a body
/// stands in a block, and no block stands where only words may.
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
                block.Before(block.Owner!.CreateTextNode(" "));
                block.After(block.Owner!.CreateTextNode(" "));
                Unwrap(block);
            }
        }
    }

    /// <summary>Leaves what is in an element where the element stood.</summary>
    public static void Unwrap(IElement element)
    {
        while (element.FirstChild is { } child)
        {
            element.Parent!.InsertBefore(child, element);
        }

        element.Remove();
    }

    private static void Rename(IElement body)
    {
        foreach (var element in body.QuerySelectorAll("*").ToArray())
        {
            if (BodyElements.Synonyms.TryGetValue(element.LocalName, out var name))
            {
                var renamed = element.Owner!.CreateElement(name);
                while (element.FirstChild is { } child)
                {
                    renamed.AppendChild(child);
                }

                element.Replace(renamed);
            }
            else if (element.LocalName == "q")
            {
                // Browsers draw its marks; in the text they have to stand.
                element.Before(element.Owner!.CreateTextNode("“"));
                element.After(element.Owner!.CreateTextNode("”"));
                Unwrap(element);
            }
        }
    }

    /// <param name="always">Also a container that begins with its only run of text gets a paragraph for it.</param>
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

            var paragraph = container.Owner!.CreateElement("p");
            paragraph.Append([.. part]);
            container.AppendChild(paragraph);
        }
    }

    /// <summary>Sorts what a container holds into blocks and runs of words; boxes, and words around blocks, are looked into.</summary>
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
            else if (child is IElement { LocalName: "br" } && run.FindLast(n => n is not IText text || HasText(text)) is IElement { LocalName: "br" })
            {
                // Two line breaks are how a text without paragraphs parts them.
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
        && (element.LocalName == "img" || element.QuerySelector("img") is not null);

    private static bool HasText(INode node) => !string.IsNullOrWhiteSpace(node.TextContent);

    private static bool HoldsBlock(IElement element) => element.QuerySelectorAll("*").Any(e => BodyElements.IsBlock(e.LocalName));
}
