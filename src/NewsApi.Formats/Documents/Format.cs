using NewsApi.Content.Importing;

namespace NewsApi.Formats.Documents;

/// <summary>An import format: how its files are split, which documents it recognises and how it reads them.</summary>
public abstract class Format
{
    /// <summary>The value of <c>--format</c>, in lower case.</summary>
    public abstract string Name { get; }

    /// <summary>The extensions of its files, such as <c>.json</c>; folders are searched for these.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>False if documents have no mark of the format, so that it is read only where the caller names it.</summary>
    public virtual bool IsDetected => true;

    /// <summary>How a file of this format is split into documents.</summary>
    internal abstract DocumentSplitter Splitter { get; }

    /// <summary>Returns true if the document has this format; not asked if the caller names a format.</summary>
    public abstract bool Recognises(ParsedDocument document);

    /// <summary>
    /// Reads a document into items, entities and refusals: at least one. The content of a document never causes an exception.
    /// </summary>
    /// <param name="strict">Refuses what the standard's schema refuses; otherwise that is kept, with a warning.</param>
    public abstract IReadOnlyList<Incoming> Read(ParsedDocument document, bool strict);
}
