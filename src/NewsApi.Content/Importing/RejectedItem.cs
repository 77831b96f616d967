namespace NewsApi.Content.Importing;

/// <summary>A document that cannot be imported.</summary>
public sealed record RejectedItem(Origin Origin, string Reason) : Incoming(Origin);
