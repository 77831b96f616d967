using NewsApi.Content.Linking;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Subscriptions;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;

namespace NewsApi.Hosting;

/// <summary>
/// The settings of the service, with their values in this process. A new setting needs a property of an options record, a line in
/// <see cref="All"/>, and a row of the README's table. A test compares that table with this list.
/// </summary>
public sealed class Settings
{
    public static readonly Setting ConnectionStringSetting = Setting.Text(
        "ConnectionStrings__News", "Npgsql connection string or postgres:// address", "none: a private PostgreSQL",
        "The PostgreSQL database. Without it the service runs a private server.");

    public static readonly Setting DataDirectorySetting = Setting.Text(
        "NewsApi__DataDirectory", "folder", "newsapi in the user's local application data; as root /var/lib/newsapi",
        "The data folder of the private PostgreSQL.");

    public static readonly Setting UrlsSetting = Setting.Text(
        "Urls", "addresses, separated by ;", "http://localhost:5080", "The addresses that the service listens on.",
        ListenAddresses.Allowed, ListenAddresses.IsValid);

    /// <summary>All settings, in the order of the README's table.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        ConnectionStringSetting,
        DataDirectorySetting,
        Setting.Switch<ServiceOptions>(
            nameof(ServiceOptions.SampleContent), "NewsApi__SampleContent",
            "True: the sample content is loaded into an empty private database."),
        UrlsSetting,
        Setting.Number<ServiceOptions>(
            nameof(ServiceOptions.DatabaseWait), "NewsApi__DatabaseWait", "seconds", 0, 3600,
            "The longest time that a start waits for a PostgreSQL that does not respond yet."),
        Setting.Number<ServiceOptions>(
            nameof(ServiceOptions.DrainTime), "NewsApi__DrainTime", "seconds", 1, 3600,
            "The longest time that a stop may take. Requests in flight may finish. After half of that time, connections that are still "
            + "open are cut."),
        Setting.Text<EmbedOptions>(
            nameof(EmbedOptions.Hosts), "NewsApi__Embeds__Hosts", "host names, separated by ;",
            "The hosts whose embeds (iframes, and posts with a script) stay in bodies. Their subdomains are included. Other embeds are "
            + "removed."),
        Setting.Switch<LinkingOptions>(
            nameof(LinkingOptions.Enabled), "NewsApi__Linking",
            "True: imported and edited articles are linked to the people, places and topics that their texts name."),
        Setting.Number<TransportOptions>(
            nameof(TransportOptions.MaxRequestBytes), "NewsApi__MaxRequestBytes", "bytes", 1_000, 28_000_000,
            "The largest body of a request."),
        Setting.Text<TransportOptions>(
            nameof(TransportOptions.Origins), "NewsApi__Cors__Origins", "origins, separated by ;",
            "The origins whose pages may call the service from a browser, over HTTP and WebSockets.",
            "any, none, or origins such as https://news.example or https://*.news.example", AllowedOrigins.IsValid),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.Timeout), "NewsApi__Operations__Timeout", "seconds", 1, 3600,
            "The longest duration of an operation."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxConcurrent), "NewsApi__Operations__MaxConcurrent", "operations", 1, 10_000,
            "The largest number of operations that run at the same time. Further operations wait."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxFields), "NewsApi__Operations__MaxFields", "fields", 1, 100_000,
            "The largest number of fields in a document. The fields of a fragment count once."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxExpandedFields), "NewsApi__Operations__MaxExpandedFields", "fields", 1, 1_000_000,
            "The largest number of fields in a document. The fields of a fragment count once for each spread."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxFragmentVisits), "NewsApi__Operations__MaxFragmentVisits", "visits", 0, 100_000,
            "The largest number of fragment spreads in a document. A spread inside a fragment counts once for each spread of that "
            + "fragment."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxFieldComparisons), "NewsApi__Operations__MaxFieldComparisons", "pairs", 0, 10_000_000,
            "The largest number of pairs of fields with the same response name in a document."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxAliases), "NewsApi__Operations__MaxAliases", "aliases", 0, 100_000,
            "The largest number of aliases in a document."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxDirectives), "NewsApi__Operations__MaxDirectives", "directives", 0, 1_000,
            "The largest number of directives on one field, fragment or operation."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxDepth), "NewsApi__Operations__MaxDepth", "levels", 10, 500,
            "The largest depth of the syntax tree of a document."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxFilterSize), "NewsApi__Operations__MaxFilterSize", "comparisons", 1, 20_000,
            "The largest number of comparisons in a filter. Each item of a list counts as one; a relation or a search counts as twenty."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxItems), "NewsApi__Operations__MaxItems", "items", 1, 10_000_000,
            "The largest number of items that all lists of an operation may return together. The items of a nested list count once for "
            + "each item of the outer list."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxAnswerBytes), "NewsApi__Operations__MaxAnswerBytes", "bytes", 100_000, 1_000_000_000,
            "The largest response."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.DocumentCacheSize), "NewsApi__Operations__DocumentCacheSize", "characters", 0, 1_000_000_000,
            "The size of the cache of parsed and validated documents."),
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
        Setting.Number<TransportOptions>(
            nameof(TransportOptions.HeartbeatInterval), "NewsApi__Live__Heartbeat", "seconds", 1, 3600,
            "The interval after which a heartbeat is sent on an event stream or WebSocket without other traffic."),
        Setting.Number<TransportOptions>(
            nameof(TransportOptions.MaxOperationsPerSocket), "NewsApi__Live__MaxOperationsPerSocket", "operations", 1, 10_000,
            "The largest number of operations, including subscriptions, that one WebSocket may run at the same time."),
        Setting.Number<TransportOptions>(
            nameof(TransportOptions.MaxConnectionsPerAddress), "NewsApi__Live__MaxConnectionsPerAddress", "connections", 0, 1_000_000,
            "The largest number of open WebSockets and event streams of one client address. 0 means no limit. Set 0 if the "
            + "service is behind a proxy, because many clients then have the same address."),
        Setting.Number<SubscriptionOptions>(
            nameof(SubscriptionOptions.MaxGroups), "NewsApi__Live__MaxSubscriptions", "subscriptions", 1, 1_000_000,
            "The largest number of different subscriptions at the same time. Equal subscriptions count as one."),
        Setting.Number<SubscriptionOptions>(
            nameof(SubscriptionOptions.MaxKeptBytes), "NewsApi__Live__MaxKeptBytes", "bytes", 1_000_000, 4_000_000_000,
            "The largest amount of memory for rendered events that are kept for subscribers that lag a little."),
    ];

    private readonly IConfiguration _configuration;

    private Settings(IConfiguration configuration) => _configuration = configuration;

    /// <summary>The connection string of the database; null if the service uses the private server.</summary>
    public string? ConnectionString => _configuration[ConnectionStringSetting.Key];

    /// <exception cref="SettingsException">The setting is missing, and has no default because the user has no home folder.</exception>
    public string DataDirectory => _configuration[DataDirectorySetting.Key] ?? Postgres.DataDirectory.Default
        ?? throw new SettingsException($"This user has no home folder for the database; set {DataDirectorySetting.Name} to a folder.");

    public ServiceOptions Service => Bind<ServiceOptions>();

    public TransportOptions Transport => Bind<TransportOptions>() with
    {
        DrainTime = Service.DrainTime / 2,
        CursorHeader = "News-Cursor",
        AtLeastHeader = "News-At-Least",
    };

    /// <summary>Checks all settings and returns their values.</summary>
    /// <exception cref="SettingsException">
    /// A value is not allowed. For each such setting the message has the name, the value and the allowed values.
    /// </exception>
    public static Settings Read(IConfiguration configuration)
    {
        var rejections = All
            .Where(setting => configuration[setting.Key] is { } value && !setting.IsAllowed(value))
            .Select(setting => $"{setting.Name} is '{configuration[setting.Key]}'; allowed: {setting.Allowed} ({setting.Unit}).")
            .ToList();
        return rejections.Count == 0 ? new Settings(configuration) : throw new SettingsException(string.Join(' ', rejections));
    }

    /// <summary>Returns names under <c>NewsApi__</c> that have a value but are not settings. Most of them are typing errors.</summary>
    public static IEnumerable<string> FindUnknown(IConfiguration configuration) =>
        configuration.GetSection("NewsApi").AsEnumerable()
            .Where(pair => pair.Value is not null && !All.Any(setting => setting.Key.Equals(pair.Key, StringComparison.OrdinalIgnoreCase)))
            .Select(pair => pair.Key.Replace(":", "__", StringComparison.Ordinal));

    /// <summary>Returns an options record with the values of its settings. Properties without a setting keep their defaults.</summary>
    public TOptions Bind<TOptions>()
        where TOptions : new()
    {
        var options = new TOptions();
        foreach (var setting in All.Where(setting => setting.Property?.DeclaringType == typeof(TOptions)))
        {
            setting.Apply(options, _configuration[setting.Key] ?? setting.Default);
        }

        return options;
    }
}
