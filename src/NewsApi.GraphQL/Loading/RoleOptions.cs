namespace NewsApi.GraphQL.Loading;

/// <summary>What a process of the service does.</summary>
public sealed record RoleOptions
{
    /// <summary>The role of a process that does everything.</summary>
    public const string Writer = "writer";

    /// <summary>The role of a process that answers queries and subscriptions, and writes nothing.</summary>
    public const string Reader = "reader";

    /// <summary>The value of <see cref="WriterUrl"/> if clients get no address.</summary>
    public const string None = "none";

    /// <summary>The role: <see cref="Writer"/> or <see cref="Reader"/>.</summary>
    public string Role { get; init; } = Writer;

    /// <summary>The address of a process that writes, for the clients of a process that only reads.</summary>
    public string WriterUrl { get; init; } = None;

    /// <summary>
    /// The lag of the standby from which a process that only reads is not ready. The default of 0 means no limit, because all standbys lag
    /// while the primary is away, and old news is better than none.
    /// </summary>
    public TimeSpan MaxLag { get; init; } = TimeSpan.Zero;

    public bool OnlyReads => Role == Reader;

    /// <summary>Tells a client that this process writes nothing, and where to write instead.</summary>
    public string Message => $"This process only reads. Send this to {(WriterUrl == None ? "a process that writes" : $"`{WriterUrl}`")}.";

    /// <summary>True if the text is a role.</summary>
    public static bool IsRole(string text) => text is Writer or Reader;

    /// <summary>True if the text is an address, or <see cref="None"/>.</summary>
    public static bool IsWriterUrl(string text) =>
        text == None || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https");
}
