using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>
/// An importer whose batches are hundreds of changes in one commit: new articles, newer versions, cancellations. Some batches have
/// embargoes and expiries, which end together a moment later.
/// </summary>
internal sealed class RandomImports(TestDatabase database, Random random)
{
    private const int Items = 200;
    private const int Uris = 3_000;
    private const int DatedBatches = 6;

    private readonly Importer _importer = new(database.Database);
    private int _version;

    /// <summary>Imports a batch.</summary>
    public async Task WriteAsync()
    {
        DateTimeOffset? due = random.Next(DatedBatches) == 0 ? DateTimeOffset.UtcNow.AddMilliseconds(random.Next(2_000)) : null;
        int[] numbers = [.. Enumerable.Range(0, Items).Select(_ => random.Next(Uris)).Distinct()];
        await foreach (var outcome in _importer.ImportAsync(
            numbers.Select(n => Item(n, due)).ToAsyncEnumerable(), new ImportOptions { BatchSize = Items },
            TestContext.Current.CancellationToken))
        {
            Assert.True(outcome.Result != ItemResult.Rejected, $"{outcome.Result}: {outcome.Reason}");
        }
    }

    private IncomingArticle Item(int number, DateTimeOffset? due)
    {
        var now = DateTimeOffset.UtcNow;
        var text = Text();
        return new IncomingArticle(new Origin("imports.ndjson", null))
        {
            Uri = string.Create(CultureInfo.InvariantCulture, $"urn:test:imports:{number}"),
            Version = (++_version).ToString(CultureInfo.InvariantCulture),
            VersionCreated = now,
            Status = random.Next(12) == 0 ? PublishingStatus.Canceled : PublishingStatus.Usable,
            EmbargoedUntil = random.Next(3) == 0 ? due : null,
            Expires = random.Next(3) == 0 ? due : null,
            Content = new ArticleContent
            {
                Headline = text,
                Language = random.Next(2) == 0 ? "en" : "nb",
                Section = random.Next(3) == 0 ? null : Pick("Economy", "Oslo", "oslo", "50% off_season"),
                Urgency = random.Next(2) == 0 ? null : random.Next(1, 10),
                Body = $"<p>{text}</p>",
            },
            Mentions = [.. Mentions().DistinctBy(m => (m.Kind, m.Name))],
            Format = "ninjs 3.0",
            Document = "{}",
        };
    }

    private IEnumerable<IncomingMention> Mentions() => Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(3) switch
    {
        0 => TestNewsroom.Person(Name()),
        1 => TestNewsroom.Place(Name()),
        _ => TestNewsroom.Topic(Name()),
    });

    private string Name() => random.Next(2) == 0 ? Pick("Oslo", "OSLO", "Ærø", "Москва", "東京", "50% off_season", "É") : Text();

    private string Text() => string.Create(null, $"{Pick("Oslo", "Ærø", "northern light", "Trade")} {random.Next(40)}");

    private T Pick<T>(params T[] from) => from[random.Next(from.Length)];
}
