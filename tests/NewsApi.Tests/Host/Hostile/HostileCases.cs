namespace NewsApi.Tests.Host.Hostile;

/// <summary>All cases, by kind.</summary>
internal static class HostileCases
{
    /// <summary>Each case once, in the order in which they run.</summary>
    public static readonly IReadOnlyList<HostileCase> All =
    [
        .. Floods.All, .. LongNames.All, .. DeepDocuments.All, .. Encodings.All, .. AbsurdNumbers.All, .. Forgeries.All,
        .. LiteralTexts.All, .. Bodies.All, .. AbsurdHeaders.All, .. Credentials.All, .. PersistedNames.All, .. OtherUrls.All,
        .. Sockets.All, .. SilentConnections.All,
    ];
}
