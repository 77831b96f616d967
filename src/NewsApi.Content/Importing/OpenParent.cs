using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>An entity whose parent was not found yet.</summary>
/// <param name="Reference">The slug or uri of the parent.</param>
internal sealed record OpenParent(long EntityId, EntityKind Kind, string Reference, ItemOutcome Outcome);
