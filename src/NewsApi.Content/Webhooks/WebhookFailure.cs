namespace NewsApi.Content.Webhooks;

/// <summary>The reason why a receiver did not accept an announcement. It names neither the URL nor the body.</summary>
/// <param name="Reason">Such as <c>status 500</c>.</param>
/// <param name="IsRefusal">True if the receiver responded; false if it could not be reached or did not respond in time.</param>
internal sealed record WebhookFailure(string Reason, bool IsRefusal);
