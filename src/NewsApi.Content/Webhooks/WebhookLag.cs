namespace NewsApi.Content.Webhooks;

/// <summary>How far a webhook is behind the log that this process has read.</summary>
/// <param name="Webhook">The id of the webhook.</param>
/// <param name="Changes">The number of changes that its receiver has not accepted. 0 if its cursor has another epoch than the log.</param>
/// <param name="Time">
/// The age of the oldest change whose announcement is being sent, by the clocks of PostgreSQL and of this machine. Zero if there is none.
/// </param>
public sealed record WebhookLag(long Webhook, long Changes, TimeSpan Time);
