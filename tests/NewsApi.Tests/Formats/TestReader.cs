using System.Text;
using NewsApi.Content.Importing;
using NewsApi.Formats;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Sources;
using Xunit;

namespace NewsApi.Tests.Formats;

/// <summary>Short ways to read in tests.</summary>
internal static class TestReader
{
    public static Incoming One(string json, bool strict = false, string file = "items.json", Format? format = null) =>
        Assert.Single(KnownFormats.Read(
            new SourceDocument(new Origin(file, 1), Encoding.UTF8.GetBytes(json)),
            format is null ? KnownFormats.Detected : [format],
            strict));

    /// <summary>The items of a document that is a whole file.</summary>
    public static IReadOnlyList<Incoming> Several(string xml, bool strict = false) => KnownFormats.Read(
        new SourceDocument(new Origin("items.xml", null), Encoding.UTF8.GetBytes(xml)), KnownFormats.Detected, strict);

    public static IncomingArticle Article(string json, bool strict = false) => Assert.IsType<IncomingArticle>(One(json, strict));

    public static string Rejection(string json, bool strict = false, string file = "items.json") =>
        Assert.IsType<RejectedItem>(One(json, strict, file)).Reason;

    /// <summary>An item with a headline and the properties given, which start with a comma.</summary>
    public static string Item(string more = "") => $$"""{"uri":"urn:a","headlines":[{"value":"A headline"}]{{more}}}""";

    public static async Task<List<Incoming>> All(string path, bool strict = false, ItemSource? source = null) =>
        await new IncomingReader(source ?? new ItemSource(), strict: strict).ReadAsync([path], TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
}
