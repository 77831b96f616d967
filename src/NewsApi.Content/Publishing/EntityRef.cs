using NewsApi.Content.Entities;

namespace NewsApi.Content.Publishing;

/// <summary>A person, place or topic after an act.</summary>
public sealed record EntityRef(long Id, EntityKind Kind);
