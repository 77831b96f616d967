using NewsApi.Content.Wire;

namespace NewsApi.Hosting;

/// <summary>The settings of the change log.</summary>
internal static class WireSettings
{
    public static readonly Setting[] All =
    [
        Setting.Number<WireOptions>(
            nameof(WireOptions.Retention), "NewsApi__Wire__Retention", "days", 1, 3650,
            "The time for which a change is kept in the log. A client with an older cursor must read its list again."),
        Setting.Number<WireOptions>(
            nameof(WireOptions.TailChanges), "NewsApi__Wire__TailChanges", "changes", 100, 1_000_000,
            "The number of the newest changes that are kept in memory for subscribers."),
        Setting.Number<WireOptions>(
            nameof(WireOptions.TailBytes), "NewsApi__Wire__TailBytes", "bytes", 1_000_000, 4_000_000_000,
            "The largest amount of memory for the newest changes."),
        Setting.Number<WireOptions>(
            nameof(WireOptions.LaggardReads), "NewsApi__Wire__LaggardReads", "reads", 1, 6,
            "The largest number of subscribers that may read older changes, no longer in memory, from PostgreSQL at the same time. "
            + "Further subscribers wait."),
    ];
}
