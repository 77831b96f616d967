using NewsApi.Content.Entities;

namespace NewsApi.Content.Publishing;

/// <summary>The person, place or topic that a command was applied to; after a merge, the survivor.</summary>
public sealed record EntityRef(long Id, EntityKind Kind);
