using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>Identifies a person, place or topic within an export.</summary>
/// <param name="Slug">The slug in the export. It may get a number when the export is imported.</param>
public sealed record ExportedEntityKey(EntityKind Kind, string Slug);
