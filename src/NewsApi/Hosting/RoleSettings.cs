using NewsApi.GraphQL.Loading;

namespace NewsApi.Hosting;

/// <summary>The settings of what a process does.</summary>
internal static class RoleSettings
{
    public static readonly Setting[] All =
    [
        Setting.Text<RoleOptions>(
            nameof(RoleOptions.Role), "NewsApi__Role", "role",
            "What serve does. writer: everything. reader: queries and subscriptions only, over a streaming standby of PostgreSQL or over the "
            + "primary; it writes nothing, applies no migrations and calls no webhooks.",
            "writer or reader", RoleOptions.IsRole),
        Setting.Text<RoleOptions>(
            nameof(RoleOptions.WriterUrl), "NewsApi__WriterUrl", "address",
            "The address to which a reader refers clients that want to write.", "none, or an http:// or https:// address",
            RoleOptions.IsWriterUrl),
        Setting.Number<RoleOptions>(
            nameof(RoleOptions.MaxLag), "NewsApi__MaxLag", "seconds", 0, 86_400,
            "The lag behind the primary from which a reader is not ready. 0 means no limit: a reader then also serves while the primary is "
            + "away."),
    ];
}
