using NewsApi.Content.Database;

namespace NewsApi.Hosting;

/// <summary>The built-in sample content, so that the first query of a newcomer returns something worth reading.</summary>
internal static class SampleContent
{
    /// <summary>Does nothing when the database holds any article or entity.</summary>
    public static async Task LoadIntoEmptyAsync(NewsDatabase database, ILogger logger, CancellationToken cancellationToken)
    {
        await using var empty = database.Source.CreateCommand(
            "select not exists (select from article) and not exists (select from entity)");
        if (await empty.ExecuteScalarAsync(cancellationToken) is true)
        {
            logger.LogInformation("The database is empty");
        }
    }
}
