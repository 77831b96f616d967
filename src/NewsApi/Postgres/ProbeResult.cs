namespace NewsApi.Postgres;

/// <summary>The result of a test connection to a server.</summary>
internal enum ProbeResult
{
    Ready,

    /// <summary>The server is starting, recovering or stopping.</summary>
    NotYet,

    /// <summary>No server listens at the address.</summary>
    NoServer,
}
