namespace NewsApi.Content.Importing;

/// <summary>A document that cannot be taken, and why, in words that say what to do.</summary>
public sealed record RefusedItem(Origin Origin, string Reason) : Incoming(Origin);
