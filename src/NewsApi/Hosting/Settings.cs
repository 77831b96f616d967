using System.Globalization;

namespace NewsApi.Hosting;

/// <summary>Every setting of the service, declared once, and the values this process runs with.</summary>
public sealed class Settings
{
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
        "NewsApi__DrainTime", "seconds", 30, 1, 3600, "How long requests in flight may take to finish when the service stops.");

    /// <summary>All of them, in the order of the README's table.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        ConnectionStringSetting, DataDirectorySetting, SampleContentSetting, UrlsSetting, DatabaseWaitSetting, DrainTimeSetting,
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
