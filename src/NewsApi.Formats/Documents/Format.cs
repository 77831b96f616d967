using NewsApi.Content.Importing;
using NewsApi.Formats.Gazetteer;
using NewsApi.Formats.Ninjs;

namespace NewsApi.Formats.Documents;

/// <summary>What a format must do. A new one is a class in a folder of its own and a line in <see cref="All"/>.</summary>
public abstract class Format
{
    /// <summary>Every format, in the order in which they are asked whether they recognise a document.</summary>
    public static IReadOnlyList<Format> All { get; } = [new GazetteerFormat(), new NinjsFormat()];

    /// <summary>The name that <c>--format</c> takes, in lower case.</summary>
    public abstract string Name { get; }

    /// <summary>What its files end in, such as <c>.json</c>; folders are searched for these.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether a document is of this format; asked only where the caller named none.</summary>
    public abstract bool Recognises(ParsedDocument document);

    /// <summary>Reads a document to its items, entities and refusals: at least one, and never an exception for what it holds.</summary>
    /// <param name="strict">Refuse what the standard's schema refuses; otherwise it is kept, with a warning.</param>
    public abstract IReadOnlyList<Incoming> Read(ParsedDocument document, bool strict);

    /// <returns>The format of that name; null where there is none.</returns>
    public static Format? Find(string name) => All.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a document in the format that recognises it.</summary>
    /// <param name="format">The format to read it in, whatever it looks like; null to find out.</param>
    public static IReadOnlyList<Incoming> Read(SourceDocument source, Format? format, bool strict)
    {
        using var document = new ParsedDocument(source);
        format ??= All.FirstOrDefault(candidate => candidate.Recognises(document));
        if (format is not null)
        {
            return format.Read(document, strict);
        }

        var reason = document.JsonProblem ?? $"This is of no known format ({Names}); name one with --format if it is.";
        return [new RefusedItem(source.Origin, reason)];
    }

    private static string Names => string.Join(", ", All.Select(format => format.Name));
}
