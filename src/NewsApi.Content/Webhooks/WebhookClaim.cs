using NewsApi.Content.Wire;

namespace NewsApi.Content.Webhooks;

/// <summary>A webhook that this process owns for some seconds: no other process sends to it meanwhile.</summary>
/// <param name="Cursor">The position of the log up to which the receiver has accepted every announcement.</param>
/// <param name="IsFailing">True if the last attempt failed.</param>
internal sealed record WebhookClaim(long Id, Uri Url, byte[] Secret, WireCursor Cursor, bool IsFailing)
{
    /// <summary>The name of the webhook in the log. The rest of the URL may contain a password of the receiver.</summary>
    public string Name => $"{Id} at {Url.GetLeftPart(UriPartial.Authority)}";
}
