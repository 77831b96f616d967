using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Importing;

/// <summary>Items as a format's reader would bring them, and imports of them.</summary>
internal static class Items
{
    public static DateTimeOffset Day(int day) => new(2026, 3, day, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A usable item; its document holds all that tells it from others, as a real one would.</summary>
    public static IncomingArticle Article(
        string uri, string version = "1", DateTimeOffset? created = null, string headline = "Harbour bridge reopens",
            params IncomingMention[] mentions) =>
        new IncomingArticle(new Origin("items.ndjson", 1))
        {
            Uri = uri,
            Version = version,
            VersionCreated = created ?? Day(1),
            Content = new ArticleContent { Headline = headline, Language = "en", Body = "<p>It was closed for a year.</p>" },
            Mentions = [.. mentions],
            Format = "ninjs 3.0",
            Document = "",
        }.Documented();

    /// <summary>The item with a document that says what it says.</summary>
    public static IncomingArticle Documented(this IncomingArticle item) => item with
    {
        Document = $"{item.Uri} {item.Version} {item.VersionCreated:O} {item.Content} {item.Status} {item.EmbargoedUntil:O} {item.Expires:O} {string.Join(',', item.Mentions)}",
    };

    public static IncomingMention Person(string name, string? uri = null) => new() { Kind = EntityKind.Person, Name = name, Uri = uri };

    public static IncomingMention Place(string name, string? uri = null) => new() { Kind = EntityKind.Place, Name = name, Uri = uri };

    public static IncomingEntity Entry(EntityKind kind, string name, string? uri = null, string? slug = null, string? parent = null) =>
        new(new Origin("gazetteer.ndjson", 1))
        {
            Kind = kind,
            Name = name,
            Uri = uri,
            Slug = slug,
            Parent = parent,
            Document = $"{kind} {name} {parent}"
        };

    public static Task<List<ItemOutcome>> ImportAsync(this NewsDatabase database, params Incoming[] items) =>
        database.ImportAsync(new ImportOptions(), items);

    public static async Task<List<ItemOutcome>> ImportAsync(this NewsDatabase database, ImportOptions options, IEnumerable<Incoming> items)
    {
        var outcomes = new List<ItemOutcome>();
        await foreach (var outcome in new Importer(database)
            .ImportAsync(items.ToAsyncEnumerable(), options, TestContext.Current.CancellationToken))
        {
            outcomes.Add(outcome);
        }

        return outcomes;
    }

    public static Task<long> HeadAsync(this TestDatabase database) => database.ScalarAsync<long>("select position from wire_head");

    /// <summary>Everything an import may write, as one text: equal before and after means that nothing was written.</summary>
    public static Task<string> ContentsAsync(this TestDatabase database) => database.ScalarAsync<string>(
        """
        select concat((select string_agg(t::text, '|' order by id) from article t), (select string_agg(t::text, '|' order by article_id, version) from article_version t),
          (select string_agg(t::text, '|' order by id) from incoming_document t), (select string_agg(t::text, '|' order by article_id, entity_id) from mention t),
          (select string_agg(t::text, '|' order by id) from entity t), (select string_agg(t::text, '|' order by position) from wire_change t),
          (select t::text from wire_head t))
        """);

    public static async Task<Article> ArticleAsync(this TestDatabase database, string uri)
    {
        await using var db = NewsDbContext.On(database.Source);
        var articles = Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.Include(db.Articles, a => a.Mentions);
        return articles.Single(a => a.Uri == uri);
    }
}
