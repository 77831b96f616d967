using System.Diagnostics.Metrics;

namespace NewsApi.Content.Importing;

/// <summary>Counts the items of imports by their results. The host decides whether the metric is collected.</summary>
internal static class ImportMetrics
{
    private static readonly Meter Meter = new(NewsMeter.Name);

    private static readonly Counter<long> Items = Meter.CreateCounter<long>(
        "newsapi.import.items", "{item}", "Items of imports, by result.");

    /// <summary>Counts an item. The items of a dry run are not counted.</summary>
    public static void Count(ItemOutcome outcome, ImportOptions options)
    {
        if (!options.DryRun)
        {
            Items.Add(1, new KeyValuePair<string, object?>("newsapi.import.result", NameOf(outcome.Result)));
        }
    }

    private static string NameOf(ItemResult result) => result switch
    {
        ItemResult.Created => "created",
        ItemResult.Updated => "updated",
        ItemResult.Unchanged => "unchanged",
        ItemResult.Older => "older",
        _ => "rejected",
    };
}
