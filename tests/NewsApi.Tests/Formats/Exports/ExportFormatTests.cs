using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Exports;
using NewsApi.Tests.Content.Outgoing;
using Xunit;

namespace NewsApi.Tests.Formats.Exports;

/// <summary>What leaves in an export comes back exactly, also where ninjs or a gazetteer has no place for it.</summary>
public sealed class ExportFormatTests(ITestOutputHelper output)
{
    private static readonly string[] Texts =
    [
        "plain", " two  spaces ", "line\nbreak", "&amp;lt;", "<b>bold</b>", "\"quoted\" \\", "\u00a0", "é e\u0301", "桥\U0001F3C3", "urn:a",
        "https://news.example/?a=1&b=2", new string('x', 900),
    ];

    private static readonly Gen<string> Odd = Gen.Int[0, Texts.Length - 1].Select(at => Texts[at]);

    private static readonly Gen<OutgoingArticle> OddArticle = Gen.Select(OutgoingArticles.Any, Odd.Array[6], Gen.Bool)
        .Select((article, odd, isBare) => article with
        {
            Uri = odd[0],
            Content = article.Content with
            {
                Headline = odd[1],
                Kicker = odd[2],
                SeoDescription = odd[3],
                Summary = isBare ? null : odd[4],
                Genre = odd[5],
                Body = $"<h2>{odd[1].Replace("<", "&lt;", StringComparison.Ordinal)}</h2><p>{odd[5].Replace("<", "&lt;", StringComparison.Ordinal)}</p>",
                Images = isBare
                    ? [.. article.Content.Images.Select(image => image with { Renditions = [], Width = null })]
                    : article.Content.Images,
            },
            Exported = Exported(odd[0]),
        });

    private static readonly Gen<OutgoingEntity> OddEntity = Gen.Select(Odd.Array[6], Gen.Int[1, 3], Gen.Bool).Select((odd, kind, isBare) =>
        new OutgoingEntity
        {
            Kind = (EntityKind)kind,
            Slug = odd[0],
            Name = odd[1],
            Uri = isBare ? null : odd[2],
            Description = odd[3],
            Aliases = [odd[1], odd[4], odd[4]],
            SameAs = isBare ? [] : [odd[5], odd[5]],
            PlaceKind = kind == 2 ? odd[2] : null,
            Latitude = kind == 2 ? 0.1 + 0.2 : null,
            Code = kind == 3 ? odd[4] : null,
            Parent = kind > 1 && !isBare ? new OutgoingEntity { Kind = (EntityKind)kind, Slug = odd[5], Name = "" } : null,
            Document = """{"name":"x","medtop":{"match":"exact","qcode":"medtop:1"},"population":1e3,"demonyms":["a & b"],"x":{"é":[1.0]}}""",
            Exported = new ExportedEntity
            {
                Id = 7,
                Curated = true,
                UpdatedAt = DateTimeOffset.UnixEpoch,
                Merged = [new(3) { Uri = odd[0] }],
            },
        });

    [Fact]
    public void Any_article_comes_back_exactly() => OddArticle.Sample(article =>
    {
        var back = Assert.IsType<IncomingArticle>(Read(ExportWriter.Write(article)));

        Assert.Equal(article.Uri, back.Uri);
        Assert.Equal(article.Content, back.Content);
        Assert.Equal(article.Exported, back.Exported);
        Assert.Empty(back.Warnings);
    }, output.WriteLine, iter: 2_000);

    [Fact]
    public void Any_entity_comes_back_exactly_with_the_properties_of_its_gazetteer() => OddEntity.Sample(entity =>
    {
        var line = ExportWriter.Write(entity);
        var back = Assert.IsType<IncomingEntity>(Read(line));

        Assert.Equal(entity.Exported, back.Exported);
        Assert.Equal(
            (entity.Slug, entity.Name, entity.Uri, entity.Description, entity.Aliases, entity.SameAs, entity.Parent?.Slug),
            (back.Slug, back.Name, back.Uri, back.Description, back.Aliases, back.SameAs, back.Parent));
        Assert.Equal((entity.PlaceKind, entity.Latitude, entity.Code), (back.PlaceKind, back.Latitude, back.Code));
        Assert.Equal(line, ExportWriter.Write(entity with { Document = back.Document }));
    }, output.WriteLine, iter: 2_000);

    [Fact]
    public void An_article_of_an_export_is_a_valid_ninjs_item_for_every_other_reader()
    {
        var article = OutgoingArticles.Full with { Exported = Exported("urn:example:full") };
        var item = TestReader.Article(Encoding.UTF8.GetString(ExportWriter.Write(article)), strict: true);

        Assert.Null(item.Exported);
        Assert.Equal(article.Content.Headline, item.Content.Headline);
    }

    [Fact]
    public void A_newer_export_is_rejected_by_its_version()
    {
        var line = JsonNode.Parse(ExportWriter.Write(OutgoingArticles.Full with { Exported = Exported("urn:a") }));
        var id = line!["altIds"]!.AsArray().Single(id => (string?)id!["role"] == "newsapi:export")!;
        id["value"] = ((string?)id["value"])!.Replace("\"export\":1", "\"export\":2", StringComparison.Ordinal);

        Assert.Contains("version 2", Rejection(line.ToJsonString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "no line of an export")]
    [InlineData("[]", "no line of an export")]
    [InlineData("""{"kind":"topic","name":"a","slug":"a","newsapi":null}""", "null")]
    [InlineData("""{"kind":"topic","name":"a","slug":"a","newsapi":{"export":1}}""", "no 'entity'")]
    [InlineData("""{"kind":"topic","name":"a","newsapi":{"export":1,"entity":{"id":1,"curated":true,"updatedAt":"2026-01-01T00:00:00Z"}}}""", "no slug")]
    [InlineData("""{"kind":"topic","name":"a","slug":"a","newsapi":{"export":1,"entity":{"id":0,"curated":true,"updatedAt":"2026-01-01T00:00:00Z"}}}""", "'id'")]
    [InlineData("""{"kind":"topic","name":"a","slug":"a","newsapi":{"export":1,"entity":{"id":1,"curated":true,"updatedAt":"today"}}}""", "updatedAt")]
    [InlineData("""{"kind":"topic","name":"a","slug":"a","newsapi":{"export":1,"entity":{"id":1,"curated":true,"updatedAt":"2026-01-01T00:00:00Z","formerSlugs":[null]}}}""", "null")]
    [InlineData("""{"kind":"topic","name":"a","slug":"a","newsapi":{"export":1,"content":{"name":null},"entity":{"id":1,"curated":true,"updatedAt":"2026-01-01T00:00:00Z"}}}""", "'name' is null")]
    [InlineData("""{"altIds":[{"role":"newsapi:export","value":"{\"export\":"}]}""", "cut off")]
    [InlineData("""{"altIds":[{"role":"newsapi:export","value":"{\"export\":1,\"article\":{\"id\":1}}"}]}""", "uri")]
    [InlineData("""{"altIds":[{"role":"newsapi:export","value":"{\"x\":\"\\ud800\"}"}]}""", "surrogate")]
    public void A_damaged_line_is_rejected_with_its_reason(string line, string reason) =>
        Assert.Contains(reason, Rejection(line), StringComparison.Ordinal);

    private static ExportedArticle Exported(string uri) => new()
    {
        Id = 83,
        Uri = uri,
        Slug = "a-slug",
        Version = 4,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch.AddMilliseconds(1),
        PublishedAt = DateTimeOffset.UnixEpoch.AddYears(30),
        WithdrawalReason = "\"Wrong\" & old",
        FormerSlugs = ["b", "c"],
        Corrections = [new Correction { CorrectedAt = DateTimeOffset.UnixEpoch, Note = "Not <b>nine</b>" }],
        Mentions = [new(EntityKind.Place, "oslo", MentionRelation.Located, MentionOrigin.Linked) { Relevance = 3, Spans = [new(0, 4)] }],
        RemovedLinks = [new(EntityKind.Person, "ada")],
        Digests = [Convert.ToBase64String(new byte[32])],
    };

    private static Incoming Read(byte[] line) => TestReader.One(Encoding.UTF8.GetString(line), format: ExportedArchive.Format);

    private static string Rejection(string line) =>
        Assert.IsType<RejectedItem>(TestReader.One(line, format: ExportedArchive.Format)).Reason;
}
