using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;

namespace NewsApi.Formats.Pages;

/// <summary>
/// The format of a news page: its text as copied from a browser or an archive, or its HTML. Used only if the caller names the format.
/// </summary>
internal sealed class PageFormat : Format
{
    public override string Name => "page";

    public override IReadOnlyList<string> Extensions { get; } = [".txt", ".html", ".htm"];

    public override bool IsDetected => false;

    internal override DocumentSplitter Splitter => WholeFileSplitter.AnyText;

    /// <summary>Returns false: any text could be a page, so no text is recognised as one.</summary>
    public override bool Recognises(ParsedDocument document) => false;

    public override IReadOnlyList<Incoming> Read(ParsedDocument document, bool strict)
    {
        if (document.Text.Contains('\0', StringComparison.Ordinal))
        {
            return [new RejectedItem(document.Origin, "The page contains a NUL character, which PostgreSQL cannot store; remove it.")];
        }

        var page = IsHtml(document.Text) ? HtmlPage.Read(document.Text) : TextPage.Read(document.Text);
        return [page.ToIncoming(document)];
    }

    private static bool IsHtml(string text) => text.StartsWith('<')
        && (text.Contains("<html", StringComparison.OrdinalIgnoreCase) || text.Contains("<body", StringComparison.OrdinalIgnoreCase)
            || text.Contains("<article", StringComparison.OrdinalIgnoreCase));
}
