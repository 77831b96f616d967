namespace NewsApi.Content.Publishing;

/// <summary>An idempotency key came again, with another request. Nothing was written.</summary>
public sealed class CommandKeyReusedException() : Exception("The idempotency key was used for another request.");
