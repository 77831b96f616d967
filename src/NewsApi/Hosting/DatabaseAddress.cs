using Npgsql;

namespace NewsApi.Hosting;

/// <summary>Reads the setting with the connection string: keywords as in Npgsql, or a URI as in libpq.</summary>
public static class DatabaseAddress
{
    /// <param name="setting">The setting, for the message.</param>
    /// <exception cref="SettingsException">
    /// The text is neither a valid connection string of Npgsql nor a valid URI. The message names the keyword or parameter, and never a
    /// value, because a value may be the password.
    /// </exception>
    public static NpgsqlConnectionStringBuilder Parse(string text, Setting setting)
    {
        try
        {
            return PostgresUri.IsMeant(text) ? PostgresUri.Parse(text) : ParseKeywords(text);
        }
        catch (FormatException e)
        {
            throw new SettingsException($"{setting.Name} cannot be read: {e.Message}.");
        }
    }

    private static NpgsqlConnectionStringBuilder ParseKeywords(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (ArgumentException e) when (e.ParamName is { } keyword)
        {
            throw new FormatException(
                IsKeyword(keyword) ? $"the value of '{keyword}' is not allowed" : $"'{keyword}' is not a keyword of Npgsql");
        }
        catch (ArgumentException)
        {
            throw new FormatException(
                "it is neither Host=…;Username=…;Password=…;Database=… nor postgres://user:password@host:port/database");
        }
    }

    private static bool IsKeyword(string keyword) => new NpgsqlConnectionStringBuilder().ContainsKey(keyword);
}
