using NewsApi.Content.Database;
using NewsApi.Content.Importing;
using NewsApi.Formats;
using NewsApi.Formats.Sources;

namespace NewsApi.Hosting;

/// <summary>The built-in sample content, so that the first query of a newcomer returns something worth reading.</summary>
public static class SampleContent
{
    // Entities before the articles that name them, broader and outer ones first.
    private static readonly string[] Files = ["topics.ndjson", "places.ndjson", "people.ndjson", "articles.ndjson"];

    // A load that was killed half way leaves entities of the sample and no article; it may go on, since importing twice changes nothing.
    private const string IsEmpty =
        "select not exists (select from article) and not exists (select from entity where uri is null or uri not like 'urn:newsapi:sample:%')";

    /// <summary>Imports it as news of the last thirty days, where the database holds nothing of anybody's.</summary>
    public static async Task LoadIntoEmptyAsync(
        NewsDatabase database, TimeProvider clock, ILogger logger, CancellationToken cancellationToken)
    {
        await using var empty = database.Source.CreateCommand(IsEmpty);
        if (await empty.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return;
        }

        var folder = Path.Combine(AppContext.BaseDirectory, "SampleContent");
        var items = await new IncomingReader(new ItemSource())
            .ReadAsync(Files.Select(file => Path.Combine(folder, file)), cancellationToken)
            .ToListAsync(cancellationToken);
        var report = new ImportReport();
        await foreach (var outcome in new Importer(database).ImportAsync(
            MovedToToday(items, clock.GetUtcNow()).ToAsyncEnumerable(), new ImportOptions(), cancellationToken))
        {
            report.Add(outcome);
            if (outcome.Result == ItemResult.Refused)
            {
                logger.LogWarning("Sample content {Origin}: {Reason}", outcome.Origin, outcome.Reason);
            }
        }

        logger.LogInformation(
            "The database was empty; {Count} articles, people, places and topics of sample content are in it now (NewsApi__SampleContent=false leaves it empty)",
            report.Count(ItemResult.Created));
    }

    // By whole days, so that morning news stays morning news; the newest is then from today, or from yesterday while its hour has not come.
    private static IEnumerable<Incoming> MovedToToday(IReadOnlyCollection<Incoming> items, DateTimeOffset now)
    {
        var newest = items.OfType<IncomingArticle>().Max(article => article.VersionCreated) ?? now;
        var shift = TimeSpan.FromDays(Math.Floor((now - newest).TotalDays));
        return items.Select(item => item is IncomingArticle article
            ? article with
            {
                VersionCreated = article.VersionCreated + shift,
                FirstCreated = article.FirstCreated + shift,
                EmbargoedUntil = article.EmbargoedUntil + shift,
                Expires = article.Expires + shift,
            }
            : item);
    }
}
