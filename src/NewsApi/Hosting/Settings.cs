using NewsApi.Access;
using NewsApi.Content.Linking;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Persisted;
using NewsApi.GraphQL.Subscriptions;
using NewsApi.Perimeter;
using NewsApi.Telemetry;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Rates;

namespace NewsApi.Hosting;

/// <summary>
/// The settings of the service, with their values in this process. A new setting needs a property of an options record, a line in
/// <see cref="All"/>, and a row of the README's table. A test compares that table with this list.
/// </summary>
public sealed class Settings
{
    private const string OnlyPrivate = "private";

    public static readonly Setting ConnectionStringSetting = Setting.Text(
        "ConnectionStrings__News", "Npgsql connection string or postgres:// address", "none: a private PostgreSQL",
        "The PostgreSQL database. Without it the service runs a private server.");

    public static readonly Setting SessionStringSetting = Setting.Text(
        "ConnectionStrings__Session", "Npgsql connection string or postgres:// address", "the value of ConnectionStrings__News",
        "The same database without a pooler in transaction mode, such as PgBouncer: for listening, reading the log, locks and migrations. "
        + "With it, ConnectionStrings__News may lead to such a pooler.");

    public static readonly Setting DataDirectorySetting = Setting.Text(
        "NewsApi__DataDirectory", "folder", "newsapi in the user's local application data; as root /var/lib/newsapi",
        "The data folder of the private PostgreSQL.");

    public static readonly Setting SampleContentSetting = Setting.Text(
        "NewsApi__SampleContent", "switch", OnlyPrivate,
        "The databases into which the sample content is loaded if they are empty: private ones, any (true), or none (false).",
        "private, true or false", value => value == OnlyPrivate || bool.TryParse(value, out _));

    public static readonly Setting UrlsSetting = Setting.Text(
        "Urls", "addresses, separated by ;", "http://localhost:5080", "The addresses that the service listens on.",
        ListenAddresses.Allowed, ListenAddresses.IsValid);

    /// <summary>All settings, in the order of the README's table.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        ConnectionStringSetting,
        SessionStringSetting,
        DataDirectorySetting,
        SampleContentSetting,
        UrlsSetting,
        .. RoleSettings.All,
        Setting.Number<ServiceOptions>(
            nameof(ServiceOptions.DatabaseWait), "NewsApi__DatabaseWait", "seconds", 0, 3600,
            "The longest time that a start waits for a PostgreSQL that does not respond yet."),
        Setting.Number<ServiceOptions>(
            nameof(ServiceOptions.DrainTime), "NewsApi__DrainTime", "seconds", 1, 3600,
            "The longest time that a stop may take. Requests in flight may finish. After half of that time, connections that are still "
            + "open are cut."),
        Setting.Number<ServiceOptions>(
            nameof(ServiceOptions.DrainDelay), "NewsApi__DrainDelay", "seconds", 0, 3600,
            "The time between the signal to stop and the stop. The service is then not ready, but still accepts connections, until load "
            + "balancers have noticed."),
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
        Setting.Text<PerimeterOptions>(
            nameof(PerimeterOptions.Proxies), "NewsApi__Proxies", "addresses and networks, separated by ;",
            "The proxies in front of the service. The client's address and scheme are read from their X-Forwarded-For and "
            + "X-Forwarded-Proto; these headers are ignored from every other peer.",
            "none, or addresses and networks such as 10.0.0.7 or 10.1.0.0/16", NamedProxies.IsValid),
        Setting.Number<PerimeterOptions>(
            nameof(PerimeterOptions.HstsAge), "NewsApi__HstsAge", "days", 0, 3650,
            "The time for which a browser uses only HTTPS after a response over HTTPS (Strict-Transport-Security). 0 sends no such "
            + "header. It is never sent for localhost."),
        Setting.Text<TokenOptions>(
            nameof(TokenOptions.Authority), "NewsApi__Tokens__Authority", "address",
            "The issuer whose tokens (JSON Web Tokens) are accepted beside API keys. Its keys are read from its discovery document.",
            "none, or an https:// address (http:// for this machine)", TokenOptions.IsAuthority),
        Setting.Text<TokenOptions>(
            nameof(TokenOptions.KeySet), "NewsApi__Tokens__KeySet", "file",
            "A file with the issuer's public keys (a JWK Set), in place of NewsApi__Tokens__Authority."),
        Setting.Text<TokenOptions>(
            nameof(TokenOptions.Issuer), "NewsApi__Tokens__Issuer", "text",
            "The claim iss of accepted tokens. Without it, the discovery document gives it."),
        Setting.Text<TokenOptions>(
            nameof(TokenOptions.Audience), "NewsApi__Tokens__Audience", "text",
            "A value that the claim aud of accepted tokens must have. Tokens need this setting."),
        Setting.Text<TokenOptions>(
            nameof(TokenOptions.RoleClaim), "NewsApi__Tokens__RoleClaim", "name of a claim",
            "The claim of a token that gives the role: a text, words in a text, or a list. The highest role counts."),
        Setting.Text<TokenOptions>(
            nameof(TokenOptions.Roles), "NewsApi__Tokens__Roles", "pairs, separated by ;",
            "The roles that the values of that claim give. A token without such a value has the role reader.",
            "value=role, with the role reader, preview, editor or admin", TokenRoles.IsValid),
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
            nameof(OperationOptions.MaxValues), "NewsApi__Operations__MaxValues", "values", 1, 1_000_000,
            "The largest number of values in a document: arguments, fields of input objects, items of lists, and variables."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxDirectives), "NewsApi__Operations__MaxDirectives", "directives", 0, 1_000,
            "The largest number of directives on one field, fragment, variable or operation."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxDepth), "NewsApi__Operations__MaxDepth", "levels", 10, 500,
            "The largest depth of the syntax tree of a document."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxFilterSize), "NewsApi__Operations__MaxFilterSize", "comparisons", 1, 20_000,
            "The largest number of comparisons in a filter. Each item of a list counts as one; a relation or a search counts as twenty."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxFieldCost), "NewsApi__Operations__MaxFieldCost", "field cost", 1, 100_000_000,
            "The largest field cost of an operation, which stands for the work of the service."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxTypeCost), "NewsApi__Operations__MaxTypeCost", "objects", 1, 100_000_000,
            "The largest type cost of an operation: the number of objects that its response may have."),
        Setting.Switch<OperationOptions>(
            nameof(OperationOptions.Introspection), "NewsApi__Introspection",
            "True: clients may read the schema by introspection, and download it. The IDE needs this."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.MaxAnswerBytes), "NewsApi__Operations__MaxAnswerBytes", "bytes", 100_000, 1_000_000_000,
            "The largest response."),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.DocumentCacheSize), "NewsApi__Operations__DocumentCacheSize", "bytes", 0, 1_000_000_000,
            "The largest amount of memory for parsed and validated documents, estimated from the lengths of their texts."),
        Setting.Text<PersistedOptions>(
            nameof(PersistedOptions.Folder), "NewsApi__Persisted__Folder", "folder",
            "The folder with trusted documents: `.graphql` files, or manifests of Relay, Apollo or GraphQL Code Generator.",
            "none, or an existing folder", folder => folder == PersistedOptions.NoFolder || Directory.Exists(folder)),
        Setting.Switch<PersistedOptions>(
            nameof(PersistedOptions.Only), "NewsApi__Persisted__Only",
            "True: only trusted documents run. The IDE and `/live` then do not work, because they send texts."),
        Setting.Number<PersistedOptions>(
            nameof(PersistedOptions.StoreSize), "NewsApi__Persisted__StoreSize", "bytes", 0, 1_000_000_000,
            "The largest amount of memory for the store of automatic persisted queries, estimated from the lengths of their texts."),
        .. SiteSettings.All,
        .. CacheSettings.All,
        .. WireSettings.All,
        .. WebhookSettings.All,
        .. FollowSettings.All,
        Setting.Number<TransportOptions>(
            nameof(TransportOptions.HeartbeatInterval), "NewsApi__Live__Heartbeat", "seconds", 1, 3600,
            "The interval after which a heartbeat is sent on an event stream or WebSocket without other traffic."),
        Setting.Number<TransportOptions>(
            nameof(TransportOptions.PageWait), "NewsApi__Live__PageWait", "seconds", 1, 600,
            "The longest time that a request for a page of events waits for an event."),
        Setting.Number<TransportOptions>(
            nameof(TransportOptions.MaxOperationsPerSocket), "NewsApi__Live__MaxOperationsPerSocket", "operations", 1, 10_000,
            "The largest number of operations, including subscriptions, that one WebSocket may run at the same time."),
        Setting.Number<TransportOptions>(
            nameof(TransportOptions.MaxConnectionsPerAddress), "NewsApi__Live__MaxConnectionsPerAddress", "connections", 0, 1_000_000,
            "The largest number of open WebSockets and event streams of one client address. 0 means no limit. Behind a proxy that "
            + "NewsApi__Proxies does not name, all clients have the proxy's address."),
        Setting.Number<TransportOptions>(
            nameof(TransportOptions.MaxConnectionsPerKey), "NewsApi__Live__MaxConnectionsPerKey", "connections", 0, 1_000_000,
            "The largest number of open WebSockets and event streams of one API key or user. 0 means no limit."),
        Setting.Number<TransportOptions>(
            nameof(TransportOptions.MaxSubscriptionsPerClient), "NewsApi__Live__MaxSubscriptionsPerClient", "subscriptions", 0, 1_000_000,
            "The largest number of running subscriptions of one address, API key or user. 0 means no limit."),
        Setting.Number<RateOptions>(
            nameof(RateOptions.CostPerAddress), "NewsApi__Rates__CostPerAddress", "cost a second", 0, 100_000_000,
            "The cost that anonymous clients of one address may use in each second, and ten times as much at once. 0 means no limit."),
        Setting.Number<RateOptions>(
            nameof(RateOptions.CostPerKey), "NewsApi__Rates__CostPerKey", "cost a second", 0, 100_000_000,
            "The cost that one API key or user may use in each second, and ten times as much at once. 0 means no limit."),
        Setting.Switch<TransportOptions>(
            nameof(TransportOptions.LimitPrivateAddresses), "NewsApi__Rates__PrivateAddresses",
            "True: the limits for each address also apply to loopback and private addresses, which a proxy usually has."),
        Setting.Number<SubscriptionOptions>(
            nameof(SubscriptionOptions.MaxGroups), "NewsApi__Live__MaxSubscriptions", "subscriptions", 1, 1_000_000,
            "The largest number of different subscriptions at the same time. Equal subscriptions count as one."),
        Setting.Number<SubscriptionOptions>(
            nameof(SubscriptionOptions.MaxKeptBytes), "NewsApi__Live__MaxKeptBytes", "bytes", 1_000_000, 4_000_000_000,
            "The largest amount of memory for rendered events that are kept for subscribers that lag a little."),
        Setting.Text<TelemetryOptions>(
            nameof(TelemetryOptions.Metrics), "NewsApi__Telemetry__Metrics", "who may read",
            "Who may read `/metrics`: clients with a private address that connect without a proxy, all clients, or no client. Unless it is "
            + "none, a key or token with the role admin may read it too.",
            "private, any or none", TelemetryOptions.IsValid),
        Setting.Number<OperationOptions>(
            nameof(OperationOptions.SlowOperation), "NewsApi__Telemetry__SlowOperation", "milliseconds", 1, 3_600_000,
            "The duration from which an operation is slow and has a line in the log."),
    ];

    private readonly IConfiguration _configuration;

    private Settings(IConfiguration configuration) => _configuration = configuration;

    /// <summary>The configuration, with the settings of libraries too.</summary>
    internal IConfiguration Configuration => _configuration;

    /// <summary>The connection string of the database; null if the service uses the private server.</summary>
    public string? ConnectionString => _configuration[ConnectionStringSetting.Key];

    /// <summary>
    /// The connection string for what needs a session; null if <see cref="ConnectionString"/> is for that too.
    /// </summary>
    public string? SessionConnectionString => _configuration[SessionStringSetting.Key];

    /// <exception cref="SettingsException">The setting is missing, and has no default because the user has no home folder.</exception>
    public string DataDirectory => _configuration[DataDirectorySetting.Key] ?? Postgres.DataDirectory.Default
        ?? throw new SettingsException($"This user has no home folder for the database; set {DataDirectorySetting.Name} to a folder.");

    /// <summary>
    /// Returns true if the sample content is loaded into an empty database. By default only a private database gets the sample content, so
    /// that the first query of a new user finds articles.
    /// </summary>
    public bool LoadsSampleContent(bool isPrivate) =>
        bool.TryParse(_configuration[SampleContentSetting.Key], out var always) ? always : isPrivate;

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
        var settings = new Settings(configuration);
        if (rejections.Count == 0 && settings.Bind<TokenOptions>().FindProblem() is { } together)
        {
            rejections.Add(together);
        }

        if (settings is { ConnectionString: null, SessionConnectionString: not null })
        {
            rejections.Add($"{SessionStringSetting.Name} is set without {ConnectionStringSetting.Name}; set both.");
        }

        if (settings.ConnectionString is null && settings.Bind<RoleOptions>().OnlyReads)
        {
            rejections.Add($"NewsApi__Role is reader without {ConnectionStringSetting.Name}; set it to the address of a standby.");
        }

        return rejections.Count == 0 ? settings : throw new SettingsException(string.Join(' ', rejections));
    }

    /// <summary>
    /// Returns names under <c>NewsApi__</c> and <c>ConnectionStrings__</c> that have a value but are not settings. Most of them are typing
    /// errors.
    /// </summary>
    public static IEnumerable<string> FindUnknown(IConfiguration configuration) =>
        configuration.GetSection("NewsApi").AsEnumerable().Concat(configuration.GetSection("ConnectionStrings").AsEnumerable())
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
