using NewsApi.Content.Database;
using NewsApi.Content.Importing;
using NewsApi.Endpoints;
using NewsApi.Formats;
using NewsApi.Formats.Sources;

namespace NewsApi.Hosting;

/// <summary>Loads the built-in sample content, so that the first query of a new user returns articles.</summary>
public static class SampleContent
{
    // Entities come before the articles that mention them, and parents before their children.
    private static readonly string[] Files = ["topics.ndjson", "places.ndjson", "people.ndjson", "articles.ndjson"];

    // If the process is killed during a load, the database has sample entities and no article. The load may then run again, because a
    // second import changes nothing.
    private const string IsEmpty =
        """
        select not exists (select from article)
          and not exists (select from entity where uri is null or uri not like 'urn:newsapi:sample:%')
        """;

    /// <summary>
    /// Imports the sample content if the database has no other content. Shifts the times of the articles, so that all articles seem to be
    /// from the last thirty days.
    /// </summary>
    /// <param name="service">
    /// The address of the service, which serves the sample pictures. Null to keep the picture addresses that the sample files contain.
    /// </param>
    public static async Task LoadIntoEmptyAsync(
        NewsDatabase database, TimeProvider clock, ILogger logger, CancellationToken cancellationToken, Uri? service = null)
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
        var moved = MoveToToday(items, clock.GetUtcNow()).Select(item => MovePictures(item, service));
        await foreach (var outcome in new Importer(database).ImportAsync(
            moved.ToAsyncEnumerable(), new ImportOptions(), cancellationToken))
        {
            report.Add(outcome);
            if (outcome.Result == ItemResult.Rejected)
            {
                logger.LogWarning("Sample content {Origin}: {Reason}", outcome.Origin, outcome.Reason);
            }
        }

        logger.LogInformation(
            "Loaded {Count} articles, people, places and topics of sample content (NewsApi__SampleContent=false leaves the database empty)",
            report.Count(ItemResult.Created));
    }

    private static Incoming MovePictures(Incoming item, Uri? service)
    {
        if (service is null || item is not IncomingArticle { Content: { Images.Count: > 0 } content } article)
        {
            return item;
        }

        var served = service.GetLeftPart(UriPartial.Authority) + SamplePictures.Path;
        string Move(string url) => url.Replace("https://example.org/newsapi/sample", served, StringComparison.Ordinal);
        return article with
        {
            Content = content with
            {
                Images = [.. content.Images.Select(image => image with
                {
                    Url = Move(image.Url),
                    Renditions = [.. image.Renditions.Select(r => r with { Url = Move(r.Url) })],
                })],
            },
        };
    }

    // Moves the times by whole days, so that the time of day stays. The newest article is then from today, or from yesterday if its time of
    // day is still in the future.
    private static IEnumerable<Incoming> MoveToToday(IReadOnlyCollection<Incoming> items, DateTimeOffset now)
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
