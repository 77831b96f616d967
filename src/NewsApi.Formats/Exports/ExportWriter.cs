using NewsApi.Content.Importing;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Gazetteer;
using NewsApi.Formats.Ninjs;

namespace NewsApi.Formats.Exports;

/// <summary>
/// Writes the lines of an export, which <see cref="ExportFormat"/> reads back to exactly the same. Each line is first written and read as
/// any ninjs item or gazetteer entry. What that does not give back unchanged is then added.
/// </summary>
public static class ExportWriter
{
    /// <summary>Returns an article as a ninjs 3.1 item: UTF-8 JSON on one line, without a line end.</summary>
    public static byte[] Write(OutgoingArticle article)
    {
        var exported = article.Exported ?? throw new ArgumentException("The article was not read for an export.", nameof(article));
        using var document = Parse(NinjsWriter.Write(article));
        var read = ExportedValues.ReadArticle(document);
        return NinjsWriter.Write(article, new ExportedItem
        {
            Export = ExportedItem.Newest,
            Article = exported,
            Content = ExportedItem.Compare(article.Content, read.Content, ExportedValues.OfArticle),
        }.ToJson());
    }

    /// <summary>Returns a person, place or topic as an entry of a gazetteer: UTF-8 JSON on one line, without a line end.</summary>
    public static byte[] Write(OutgoingEntity entity)
    {
        var exported = entity.Exported ?? throw new ArgumentException("The entity was not read for an export.", nameof(entity));
        using var document = Parse(GazetteerWriter.Write(entity, null));
        var read = ExportedValues.ReadEntity(document, entity.Kind);
        return GazetteerWriter.Write(entity, new ExportedItem
        {
            Export = ExportedItem.Newest,
            Entity = exported,
            Content = ExportedItem.Compare(ExportedValues.ToEntry(entity), read, ExportedValues.OfEntity),
        }.ToJson());
    }

    private static ParsedDocument Parse(byte[] line) => new(new SourceDocument(new Origin("export", null), line));
}
