using NewsApi.Content.Entities;

namespace NewsApi.Content.Suggesting;

/// <summary>The names of a person, place or topic, as the table has them.</summary>
/// <param name="IsOpen">True if the entity is public even if no public article mentions it.</param>
internal sealed record StoredName(long Id, EntityKind Kind, string Name, string[] Aliases, bool IsOpen);
