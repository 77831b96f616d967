using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using Xunit;

namespace NewsApi.Tests.Support;

/// <summary>
/// News in one line, by the way that real news takes, through the importer:
/// <c>await newsroom.PublishAsync("Harbour bridge reopens", TestNewsroom.Place("Oslo"))</c>.
/// </summary>
internal sealed class TestNewsroom(NewsDatabase database)
{
    private static int _count;

    public static IncomingMention Person(string name) => new() { Kind = EntityKind.Person, Name = name };

    public static IncomingMention Place(string name) => new() { Kind = EntityKind.Place, Name = name };

    public static IncomingMention Topic(string name) => new() { Kind = EntityKind.Topic, Name = name };

    /// <summary>An article that is public now; returns its uri.</summary>
    public Task<string> PublishAsync(string headline, params IncomingMention[] naming) => ImportAsync(Item(headline, naming));

    /// <summary>An article that nobody may see before then; returns its uri.</summary>
    public Task<string> EmbargoAsync(string headline, DateTimeOffset until, params IncomingMention[] naming) =>
        ImportAsync(Item(headline, naming) with { EmbargoedUntil = until });

    /// <summary>An item of which the test says more itself; returns its uri.</summary>
    public async Task<string> ImportAsync(IncomingArticle item)
    {
        await foreach (var outcome in new Importer(database).ImportAsync(
            new[] { item }.ToAsyncEnumerable(), new ImportOptions(), TestContext.Current.CancellationToken))
        {
            Assert.True(outcome.Result is ItemResult.Created or ItemResult.Updated, $"{outcome.Result}: {outcome.Reason}");
        }

        return item.Uri;
    }

    /// <summary>The same for what each test of a class sets up: there after the first time.</summary>
    public async Task ImportOnceAsync(IncomingArticle item)
    {
        await foreach (var outcome in new Importer(database).ImportAsync(
            new[] { item }.ToAsyncEnumerable(), new ImportOptions(), TestContext.Current.CancellationToken))
        {
            Assert.True(outcome.Result is ItemResult.Created or ItemResult.Unchanged, $"{outcome.Result}: {outcome.Reason}");
        }
    }

    public static IncomingArticle Item(string headline, params IncomingMention[] naming)
    {
        var uri = $"urn:test:newsroom:{Interlocked.Increment(ref _count)}";
        return new IncomingArticle(new Origin("newsroom.ndjson", null))
        {
            Uri = uri,
            Version = "1",
            VersionCreated = Some.Moment,
            Content = new ArticleContent { Headline = headline, Language = "en", Body = $"<p>{headline}, as was said.</p>" },
            Mentions = [.. naming],
            Format = "ninjs 3.0",
            Document = uri,
        };
    }
}
