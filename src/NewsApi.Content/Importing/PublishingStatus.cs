namespace NewsApi.Content.Importing;

/// <summary>What an item's publisher says may be done with it (ninjs <c>pubStatus</c>).</summary>
public enum PublishingStatus
{
    /// <summary>May be published.</summary>
    Usable,

    /// <summary>Must not be shown for now.</summary>
    Withheld,

    /// <summary>Must never be shown again.</summary>
    Canceled,
}
