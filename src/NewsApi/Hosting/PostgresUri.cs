using System.Text.RegularExpressions;
using Npgsql;

namespace NewsApi.Hosting;

/// <summary>
/// Reads a connection URI of PostgreSQL, such as <c>postgres://user:password@host:5432/database?sslmode=require</c>. Hosting providers give
/// addresses in this form. libpq defines the form (see "Connection URIs" in PostgreSQL's documentation).
/// </summary>
internal static partial class PostgresUri
{
    // The parameters of libpq that have another name in Npgsql.
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["host"] = "Host",
        ["port"] = "Port",
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["password"] = "Password",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslnegotiation"] = "SSL Negotiation",
        ["channel_binding"] = "Channel Binding",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["target_session_attrs"] = "Target Session Attributes",
        ["options"] = "Options",
    };

    /// <summary>Whether the text begins like a connection URI.</summary>
    public static bool IsMeant(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="FormatException">The text is not a valid URI. The message says why, and contains no value of the URI.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
        {
            throw new FormatException("it is not of the form postgres://user:password@host:port/database");
        }

        var builder = new NpgsqlConnectionStringBuilder();
        Set(builder, "user", match.Groups["user"].Value);
        Set(builder, "password", match.Groups["password"].Value);
        SetHost(builder, match.Groups["hosts"].Value);
        Set(builder, "dbname", match.Groups["database"].Value);
        foreach (var pair in match.Groups["query"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = pair.IndexOf('=', StringComparison.Ordinal);
            if (end < 0)
            {
                throw new FormatException("a parameter after '?' has no value");
            }

            Set(builder, Uri.UnescapeDataString(pair[..end]), pair[(end + 1)..]);
        }

        return builder;
    }

    // Npgsql takes the ports of several hosts in the keyword Host, and the port of one host in the keyword Port.
    private static void SetHost(NpgsqlConnectionStringBuilder builder, string hosts)
    {
        var colon = hosts.LastIndexOf(':');
        var hasPort = !hosts.Contains(',', StringComparison.Ordinal) && colon > hosts.LastIndexOf(']');
        Set(builder, "host", hasPort ? hosts[..colon] : hosts);
        Set(builder, "port", hasPort ? hosts[(colon + 1)..] : "");
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string name, string escaped)
    {
        if (escaped.Length == 0)
        {
            return;
        }

        if (!Keywords.TryGetValue(name, out var keyword))
        {
            throw new FormatException($"'{name}' is not a parameter that newsapi supports");
        }

        var value = Uri.UnescapeDataString(escaped);
        try
        {
            // libpq writes verify-full, Npgsql VerifyFull.
            builder[keyword] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (ArgumentException)
        {
            throw new FormatException($"the value of '{name}' is not allowed");
        }
    }

    [GeneratedRegex(
        @"^postgres(ql)?://((?<user>[^:@/?#]*)(:(?<password>[^@/?#]*))?@)?(?<hosts>[^@/?#]*)(/(?<database>[^?#/]*))?(\?(?<query>[^#]*))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
