using NewsApi.Content.Importing;

namespace NewsApi.Formats.Documents;

/// <summary>
/// An import format. It defines how its files are split into documents, which documents it recognises, and how it reads them.
/// </summary>
public abstract class Format
{
    /// <summary>The name of the format, in lower case. The user passes this name in the option <c>--format</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The file extensions of the format, such as <c>.json</c>. In a folder, only files with these extensions are read.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>False if nothing in a document shows that it has the format. The format is then used only if the caller names it.</summary>
    public virtual bool IsDetected => true;

    /// <summary>
    /// True if a document sets what otherwise only this service decides: ids, slugs, versions and all times. Only an operator may import
    /// such a document, from the command line.
    /// </summary>
    public virtual bool IsForOperators => false;

    /// <summary>The splitter that splits files of this format into documents.</summary>
    internal abstract DocumentSplitter Splitter { get; }

    /// <summary>Returns true if the document has this format. Not called if the caller names a format.</summary>
    public abstract bool Recognises(ParsedDocument document);

    /// <summary>
    /// Reads a document into items, entities and rejections; the list is never empty. The content of a document never causes an exception.
    /// </summary>
    /// <param name="strict">
    /// True to reject an item that violates the standard of this format. False to read the item with a warning.
    /// </param>
    public abstract IReadOnlyList<Incoming> Read(ParsedDocument document, bool strict);
}
