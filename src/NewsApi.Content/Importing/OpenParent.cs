using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>An entity whose parent the import has yet to find.</summary>
internal sealed record OpenParent(long EntityId, EntityKind Kind, string Reference, ItemOutcome Outcome);
