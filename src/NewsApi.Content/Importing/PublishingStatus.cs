namespace NewsApi.Content.Importing;

/// <summary>The publisher's permission to publish an item (ninjs <c>pubStatus</c>).</summary>
public enum PublishingStatus
{
    /// <summary>The item may be published.</summary>
    Usable,

    /// <summary>The item must not be public for now.</summary>
    Withheld,

    /// <summary>The item must never be public again.</summary>
    Canceled,
}
