namespace NewsApi.Cli;

/// <summary>The person who runs a verb, as stored with what the verb changes.</summary>
internal static class Operator
{
    /// <summary>The user of the operating system and the host.</summary>
    public static string Name => $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>Returns a time and who did something then, for a column of a table.</summary>
    public static string Format(DateTimeOffset? at, string? by) => by is null ? $"{at:u}" : $"{at:u} by {by}";
}
