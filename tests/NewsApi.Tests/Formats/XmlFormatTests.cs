using System.Text;
using System.Xml.Linq;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Formats;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Sources;
using Xunit;

namespace NewsApi.Tests.Formats;

/// <summary>A format with XML documents needs only its own class and an entry in the list of formats.</summary>
public sealed class XmlFormatTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task An_XML_file_is_one_document_beside_files_of_JSON_lines()
    {
        _scratch.Write("a.xml", "<?xml version=\"1.0\"?>\n<notes>\n  <note>First &amp; second</note>\n</notes>\n");
        _scratch.Write("b.json",
            "{\"uri\":\"urn:b\",\"headline\":\"B\",\"language\":\"en\"}\n{\"uri\":\"urn:c\",\"headline\":\"C\",\"language\":\"en\"}\n");

        var items = await ReadAsync(_scratch.Folder);

        Assert.Equal(["First & second", "B", "C"], items.OfType<IncomingArticle>().Select(article => article.Content.Headline));
    }

    [Fact]
    public async Task Several_items_of_one_XML_document_are_read()
    {
        var path = _scratch.Write("notes.xml", "<notes><note>One</note><note>Two</note></notes>");

        Assert.Equal(["One", "Two"], (await ReadAsync(path)).OfType<IncomingArticle>().Select(article => article.Content.Headline));
    }

    [Theory]
    [InlineData("<notes><note>", "The XML is broken")]
    [InlineData("<other/>", "none of the known formats (gazetteer, jsonfeed, ninjs, ")]
    [InlineData("<!DOCTYPE notes [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><notes><note>&e;</note></notes>", "The XML is broken")]
    public async Task XML_that_no_format_can_read_is_rejected_with_the_reason(string xml, string reason)
    {
        var rejected = Assert.IsType<RejectedItem>(Assert.Single(await ReadAsync(_scratch.Write("bad.xml", xml))));

        Assert.Contains(reason, rejected.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iso-8859-1", "Fran\u00E7ois \u2013 \u201Cquoted\u201D", "windows-1252")]
    [InlineData("windows-1251", "\u041C\u043E\u0441\u043A\u0432\u0430", "windows-1251")]
    [InlineData("shift_jis", "\u6771\u4EAC", "shift_jis")]
    [InlineData("utf-16", "\u6771\u4EAC", "utf-16")]
    [InlineData("utf-16", "\u6771\u4EAC", "utf-16BE")]
    [InlineData("iso-8859-1", "\u6771\u4EAC", "utf-8")]
    [InlineData("UTF-16", "\u6771\u4EAC", "utf-8")]
    [InlineData("utf-32", "\u6771\u4EAC", "utf-32")]
    public async Task XML_is_read_in_the_encoding_that_it_declares(string declared, string text, string written)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(written) ?? Encoding.GetEncoding(written);
        var xml = $"<?xml version=\"1.0\" encoding=\"{declared}\"?>\n<notes>\n<note>{text}</note></notes>\n";

        var article = (IncomingArticle)Assert.Single(
            await ReadAsync(_scratch.Write("a.xml", [.. encoding.GetPreamble(), .. encoding.GetBytes(xml)])));

        Assert.Equal(text, article.Content.Headline);
    }

    [Theory]
    [InlineData("x-own")]
    [InlineData("utf-7")]
    public async Task An_unknown_encoding_is_rejected_by_its_name(string name) => Assert.Contains($"unknown encoding \"{name}\"",
        Assert.IsType<RejectedItem>(Assert.Single(await ReadAsync(
            _scratch.Write("a.xml", $"<?xml version='1.0' encoding='{name}'?><notes/>")))).Reason, StringComparison.Ordinal);

    [Fact]
    public async Task The_entities_of_HTML_are_read_without_a_document_type() => Assert.Equal("a\u00A0b \u00A9 &lt;",
        ((IncomingArticle)Assert.Single(await ReadAsync(
            _scratch.Write("a.xml", "<notes><note>a&nbsp;b &copy; &amp;lt;</note></notes>")))).Content.Headline);

    [Fact]
    public async Task Entities_that_expand_to_gigabytes_and_a_million_elements_are_rejected()
    {
        var bomb = _scratch.Write("bomb.xml", """
            <!DOCTYPE notes [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><notes><note>&c;</note></notes>
            """);
        var many = _scratch.Write("many.xml", $"<notes>{string.Concat(Enumerable.Repeat("<a/>", 1_000_001))}</notes>");

        foreach (var (file, reason) in new[] { (bomb, "undeclared entity"), (many, "more than 1000000") })
        {
            var rejected = Assert.IsType<RejectedItem>(Assert.Single(await ReadAsync(file)));
            Assert.Contains(reason, rejected.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task XML_that_nests_too_deep_is_rejected()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000));

        var rejected = Assert.IsType<RejectedItem>(Assert.Single(await ReadAsync(_scratch.Write("deep.xml", deep))));

        Assert.Contains("deeper than 64 levels", rejected.Reason, StringComparison.Ordinal);
    }

    private static async Task<List<Incoming>> ReadAsync(string path) =>
        await new IncomingReader(new ItemSource(), [.. KnownFormats.Detected, new NotesFormat()]).ReadAsync([path], Cancellation)
            .ToListAsync(Cancellation);

    /// <summary>The least format that there can be: each <c>note</c> is the headline of an article.</summary>
    private sealed class NotesFormat : Format
    {
        public override string Name => "notes";

        public override IReadOnlyList<string> Extensions { get; } = [".xml"];

        internal override DocumentSplitter Splitter => WholeFileSplitter.Instance;

        public override bool Recognises(ParsedDocument document) => document.Xml?.Name.LocalName == "notes";

        public override IReadOnlyList<Incoming> Read(ParsedDocument document, bool strict) => document.Xml is { } xml
            ? [.. xml.Elements("note").Select((note, index) => Article(document, note, index))]
            : [new RejectedItem(document.Origin, document.XmlProblem ?? "The document is not XML.")];

        private static IncomingArticle Article(ParsedDocument document, XElement note, int index) => new(document.Origin)
        {
            Uri = $"urn:note:{index}",
            Content = new ArticleContent { Headline = note.Value, Language = "en" },
            Format = "notes",
            Document = document.Text,
        };
    }
}
