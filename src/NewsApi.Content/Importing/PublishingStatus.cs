namespace NewsApi.Content.Importing;

/// <summary>Whether the publisher allows an item to be published (ninjs <c>pubStatus</c>).</summary>
public enum PublishingStatus
{
    /// <summary>The item may be published.</summary>
    Usable,

    /// <summary>The item must not be public for now.</summary>
    Withheld,

    /// <summary>The item must never be public again.</summary>
    Canceled,
}
