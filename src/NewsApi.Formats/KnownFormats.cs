using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Exports;
using NewsApi.Formats.Feeds;
using NewsApi.Formats.Gazetteer;
using NewsApi.Formats.NewsMl1;
using NewsApi.Formats.NewsMlG2;
using NewsApi.Formats.Ninjs;
using NewsApi.Formats.Nitf;
using NewsApi.Formats.Pages;

namespace NewsApi.Formats;

/// <summary>The import formats. To add a format, add a folder for its classes, and one line in <see cref="All"/>.</summary>
public static class KnownFormats
{
    /// <summary>The format ninjs: IPTC's news in JSON.</summary>
    public static Format Ninjs { get; } = new NinjsFormat();

    /// <summary>A news page as text or HTML.</summary>
    public static Format Page { get; } = new PageFormat();

    /// <summary>All formats. If several formats recognise a document, the first of these formats is used.</summary>
    public static IReadOnlyList<Format> All { get; } =
    [
        new GazetteerFormat(),
        new JsonFeedFormat(),
        Ninjs,
        new NewsMlG2Format(),
        new NewsMl1Format(),
        new NitfFormat(),
        new RssFormat(),
        new AtomFormat(),
        Page,
        new ExportFormat(),
    ];

    /// <summary>
    /// The formats with a true <see cref="Format.IsDetected"/>: the content of a document shows whether it has the format. Any other format
    /// is used only if the caller names it.
    /// </summary>
    public static IReadOnlyList<Format> Detected { get; } = [.. All.Where(format => format.IsDetected)];

    /// <summary>Reads a document in the first format that recognises it.</summary>
    /// <param name="formats">
    /// The formats to choose from. If the list has exactly one format, the document is read in that format without a check.
    /// </param>
    /// <param name="strict">
    /// True to reject an item that violates the standard of its format, for example of ninjs. False to read the item with a warning.
    /// </param>
    public static IReadOnlyList<Incoming> Read(SourceDocument source, IReadOnlyList<Format> formats, bool strict)
    {
        using var document = new ParsedDocument(source);
        var format = formats is [var only] ? only : formats.FirstOrDefault(candidate => candidate.Recognises(document));
        if (format is not null)
        {
            return format.Read(document, strict);
        }

        var names = string.Join(", ", formats.Select(candidate => candidate.Name));
        var reason = document.Problem
            ?? $"The document was recognised as none of the known formats ({names}). Name its format with --format.";
        return [new RejectedItem(source.Origin, reason)];
    }
}
