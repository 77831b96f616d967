using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>An entity whose parent was not found yet.</summary>
internal sealed record OpenParent(long EntityId, EntityKind Kind, string Reference, ItemOutcome Outcome);
