using NewsApi.Content.Entities;

namespace NewsApi.Content.Matching.Facts;

/// <summary>A slug in a filter, with the kind of the person, place or topic that it leads to.</summary>
/// <param name="Below">True if the slug also stands for everything below that place or topic.</param>
internal readonly record struct EntitySlug(EntityKind Kind, string Slug, bool Below);
