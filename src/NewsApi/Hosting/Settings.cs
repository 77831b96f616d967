using System.Globalization;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Subscriptions;
using NewsApi.Transport;

namespace NewsApi.Hosting;

/// <summary>Every setting of the service, declared once, and the values this process runs with.</summary>
public sealed class Settings
{
    private static readonly OperationOptions ByDefault = new();
    private static readonly TransportOptions TransportByDefault = new();
    private static readonly SubscriptionOptions SubscriptionsByDefault = new();
    private static readonly WireOptions WireByDefault = new();

    public static readonly Setting ConnectionStringSetting = Setting.Text(
        "ConnectionStrings__News", "Npgsql connection string", "none: a private PostgreSQL",
        "The PostgreSQL database that holds everything; without it the service runs a private server of its own.");

    public static readonly Setting DataDirectorySetting = Setting.Text(
        "NewsApi__DataDirectory", "folder", "newsapi in the user's local application data; as root /var/lib/newsapi",
        "Where the private PostgreSQL keeps its data.");

    public static readonly Setting SampleContentSetting = Setting.Switch(
        "NewsApi__SampleContent", true, "Whether an empty private database is filled with the built-in sample content.");

    public static readonly Setting UrlsSetting = Setting.Text(
        "Urls", "addresses, separated by ;", "http://localhost:5080", "Where the service listens.");

    public static readonly Setting DatabaseWaitSetting = Setting.Number(
        "NewsApi__DatabaseWait", "seconds", 60, 0, 3600, "How long a start waits for a PostgreSQL that does not answer yet.");

    public static readonly Setting DrainTimeSetting = Setting.Number(
        "NewsApi__DrainTime", "seconds", 10, 1, 3600, "Within how long the service is gone when it is asked to stop: requests in flight may finish, and in the second half connections that do not let go are cut.");

    public static readonly Setting MaxRequestBytesSetting = Setting.Number(
        "NewsApi__MaxRequestBytes", "bytes", new TransportOptions().MaxRequestBytes, 1_000, 28_000_000, "How large the body of one request may be.");

    public static readonly Setting OperationTimeoutSetting = Setting.Number(
        "NewsApi__Operations__Timeout", "seconds", (long)ByDefault.Timeout.TotalSeconds, 1, 3600, "How long one operation may take.");

    public static readonly Setting MaxConcurrentSetting = Setting.Number(
        "NewsApi__Operations__MaxConcurrent", "operations", ByDefault.MaxConcurrent, 1, 10_000, "How many operations run at once; further ones wait their turn.");

    public static readonly Setting MaxFieldsSetting = Setting.Number(
        "NewsApi__Operations__MaxFields", "fields", ByDefault.MaxFields, 1, 100_000, "How many fields a document may have as it is written.");

    public static readonly Setting MaxExpandedFieldsSetting = Setting.Number(
        "NewsApi__Operations__MaxExpandedFields", "fields", ByDefault.MaxExpandedFields, 1, 1_000_000, "How many fields a document may have once its fragments are expanded.");

    public static readonly Setting MaxFragmentVisitsSetting = Setting.Number(
        "NewsApi__Operations__MaxFragmentVisits", "visits", ByDefault.MaxFragmentVisits, 0, 100_000, "How often a document may spread fragments, those within fragments counted each time.");

    public static readonly Setting MaxFieldComparisonsSetting = Setting.Number(
        "NewsApi__Operations__MaxFieldComparisons", "pairs", ByDefault.MaxFieldComparisons, 0, 10_000_000, "How many pairs of fields with the same response name a document may have.");

    public static readonly Setting MaxAliasesSetting = Setting.Number(
        "NewsApi__Operations__MaxAliases", "aliases", ByDefault.MaxAliases, 0, 100_000, "How many aliases a document may have.");

    public static readonly Setting MaxDirectivesSetting = Setting.Number(
        "NewsApi__Operations__MaxDirectives", "directives", ByDefault.MaxDirectives, 0, 1_000, "How many directives may stand in one place.");

    public static readonly Setting MaxDepthSetting = Setting.Number(
        "NewsApi__Operations__MaxDepth", "levels", ByDefault.MaxDepth, 10, 500, "How deep the syntax tree of a document may be.");

    public static readonly Setting MaxFilterSizeSetting = Setting.Number(
        "NewsApi__Operations__MaxFilterSize", "comparisons", ByDefault.MaxFilterSize, 1, 20_000, "How many comparisons a filter may ask for, items of lists included; a relation or a search counts for twenty.");

    public static readonly Setting MaxItemsSetting = Setting.Number(
        "NewsApi__Operations__MaxItems", "items", ByDefault.MaxItems, 1, 10_000_000, "How many items all lists of an operation may have together; a list under each item of another counts that often.");

    public static readonly Setting MaxAnswerBytesSetting = Setting.Number(
        "NewsApi__Operations__MaxAnswerBytes", "bytes", ByDefault.MaxAnswerBytes, 100_000, 1_000_000_000, "How large an answer may be.");

    public static readonly Setting DocumentCacheSizeSetting = Setting.Number(
        "NewsApi__Operations__DocumentCacheSize", "characters", ByDefault.DocumentCacheSize, 0, 1_000_000_000, "How much of documents is kept parsed and validated.");

    public static readonly Setting WireRetentionSetting = Setting.Number(
        "NewsApi__Wire__Retention", "days", (long)WireByDefault.Retention.TotalDays, 1, 3650, "How long a change is kept, and with it every cursor from before it; older cursors are told to refetch.");

    public static readonly Setting WireTailChangesSetting = Setting.Number(
        "NewsApi__Wire__TailChanges", "changes", WireByDefault.TailChanges, 100, 1_000_000, "How many of the latest changes are kept in memory for subscribers.");

    public static readonly Setting WireTailBytesSetting = Setting.Number(
        "NewsApi__Wire__TailBytes", "bytes", WireByDefault.TailBytes, 1_000_000, 4_000_000_000, "How much memory those may take.");

    public static readonly Setting WireLaggardReadsSetting = Setting.Number(
        "NewsApi__Wire__LaggardReads", "reads", WireByDefault.LaggardReads, 1, 6, "How many subscribers that are further behind read the database at once; the others wait their turn.");

    public static readonly Setting HeartbeatSetting = Setting.Number(
        "NewsApi__Live__Heartbeat", "seconds", (long)TransportByDefault.HeartbeatInterval.TotalSeconds, 1, 3600, "How long a stream or socket is silent before a sign of life is sent.");

    public static readonly Setting MaxOperationsPerSocketSetting = Setting.Number(
        "NewsApi__Live__MaxOperationsPerSocket", "operations", TransportByDefault.MaxOperationsPerSocket, 1, 10_000, "How many operations, subscriptions included, one WebSocket may have at once.");

    public static readonly Setting MaxConnectionsPerAddressSetting = Setting.Number(
        "NewsApi__Live__MaxConnectionsPerAddress", "connections", TransportByDefault.MaxConnectionsPerAddress, 0, 1_000_000, "How many WebSockets and event streams one client address may have open; 0 for no bound, as behind a proxy.");

    public static readonly Setting MaxGroupsSetting = Setting.Number(
        "NewsApi__Live__MaxSubscriptions", "subscriptions", SubscriptionsByDefault.MaxGroups, 1, 1_000_000, "How many different subscriptions there may be at once; equal ones count as one.");

    public static readonly Setting MaxKeptBytesSetting = Setting.Number(
        "NewsApi__Live__MaxKeptBytes", "bytes", SubscriptionsByDefault.MaxKeptBytes, 1_000_000, 4_000_000_000, "How much memory events may take that are kept for subscribers a little behind.");

    /// <summary>All of them, in the order of the README's table.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        ConnectionStringSetting, DataDirectorySetting, SampleContentSetting, UrlsSetting, DatabaseWaitSetting, DrainTimeSetting,
        MaxRequestBytesSetting, OperationTimeoutSetting, MaxConcurrentSetting, MaxFieldsSetting, MaxExpandedFieldsSetting,
        MaxFragmentVisitsSetting, MaxFieldComparisonsSetting, MaxAliasesSetting, MaxDirectivesSetting, MaxDepthSetting, MaxFilterSizeSetting,
        MaxItemsSetting, MaxAnswerBytesSetting,
        DocumentCacheSizeSetting,
        WireRetentionSetting, WireTailChangesSetting, WireTailBytesSetting, WireLaggardReadsSetting,
        HeartbeatSetting, MaxOperationsPerSocketSetting, MaxConnectionsPerAddressSetting, MaxGroupsSetting, MaxKeptBytesSetting,
    ];

    private readonly IConfiguration _configuration;

    private Settings(IConfiguration configuration) => _configuration = configuration;

    /// <summary>Null: the private server.</summary>
    public string? ConnectionString => _configuration[ConnectionStringSetting.Key];

    /// <exception cref="SettingsException">No setting, and this user has no home to put it in.</exception>
    public string DataDirectory => _configuration[DataDirectorySetting.Key] ?? Postgres.DataDirectory.Default
        ?? throw new SettingsException($"This user has no home folder for the database; set {DataDirectorySetting.Name} to a folder.");

    public bool SampleContent => bool.Parse(Value(SampleContentSetting));

    public TimeSpan DatabaseWait => TimeSpan.FromSeconds(Number(DatabaseWaitSetting));

    public TimeSpan DrainTime => TimeSpan.FromSeconds(Number(DrainTimeSetting));

    public TransportOptions Transport => new()
    {
        MaxRequestBytes = (int)Number(MaxRequestBytesSetting),
        HeartbeatInterval = TimeSpan.FromSeconds(Number(HeartbeatSetting)),
        MaxOperationsPerSocket = (int)Number(MaxOperationsPerSocketSetting),
        MaxConnectionsPerAddress = (int)Number(MaxConnectionsPerAddressSetting),
        DrainTime = DrainTime / 2,
        CursorHeader = "News-Cursor",
        AtLeastHeader = "News-At-Least",
    };

    public SubscriptionOptions Subscriptions => new()
    {
        MaxGroups = (int)Number(MaxGroupsSetting),
        MaxKeptBytes = Number(MaxKeptBytesSetting),
    };

    public OperationOptions Operations => new()
    {
        Timeout = TimeSpan.FromSeconds(Number(OperationTimeoutSetting)),
        MaxConcurrent = (int)Number(MaxConcurrentSetting),
        MaxFields = (int)Number(MaxFieldsSetting),
        MaxExpandedFields = (int)Number(MaxExpandedFieldsSetting),
        MaxFragmentVisits = (int)Number(MaxFragmentVisitsSetting),
        MaxFieldComparisons = (int)Number(MaxFieldComparisonsSetting),
        MaxAliases = (int)Number(MaxAliasesSetting),
        MaxDirectives = (int)Number(MaxDirectivesSetting),
        MaxDepth = (int)Number(MaxDepthSetting),
        MaxFilterSize = (int)Number(MaxFilterSizeSetting),
        MaxItems = (int)Number(MaxItemsSetting),
        MaxAnswerBytes = (int)Number(MaxAnswerBytesSetting),
        DocumentCacheSize = (int)Number(DocumentCacheSizeSetting),
    };

    public WireOptions Wire => new()
    {
        Retention = TimeSpan.FromDays(Number(WireRetentionSetting)),
        TailChanges = (int)Number(WireTailChangesSetting),
        TailBytes = Number(WireTailBytesSetting),
        LaggardReads = (int)Number(WireLaggardReadsSetting),
    };

    /// <summary>Checks everything that is set.</summary>
    /// <exception cref="SettingsException">Something is set to what is not allowed; says which, to what, and what is allowed.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        var refusals = All
            .Where(setting => configuration[setting.Key] is { } value && !setting.IsAllowed(value))
            .Select(setting => $"{setting.Name} is '{configuration[setting.Key]}'; allowed: {setting.Allowed} ({setting.Unit}).")
            .ToList();
        return refusals.Count == 0 ? new Settings(configuration) : throw new SettingsException(string.Join(' ', refusals));
    }

    /// <summary>Names under <c>NewsApi__</c> that are set but mean nothing here; most often a slip of the pen.</summary>
    public static IEnumerable<string> UnknownIn(IConfiguration configuration) =>
        configuration.GetSection("NewsApi").AsEnumerable()
            .Where(pair => pair.Value is not null && !All.Any(setting => setting.Key.Equals(pair.Key, StringComparison.OrdinalIgnoreCase)))
            .Select(pair => pair.Key.Replace(":", "__", StringComparison.Ordinal));

    /// <summary>The number that a declared setting has in this process.</summary>
    public long Number(Setting setting) => long.Parse(Value(setting), CultureInfo.InvariantCulture);

    private string Value(Setting setting) => _configuration[setting.Key] ?? setting.Default;
}
