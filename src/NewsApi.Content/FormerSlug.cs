namespace NewsApi.Content;

/// <summary>
/// A slug that an article or entity had while readers could see it. The slug still leads to it, and no other gets the slug.
/// </summary>
public sealed class FormerSlug
{
    /// <summary>The <see cref="Kind"/> of articles; the other kinds are <see cref="Entities.EntityKind"/>.</summary>
    public const short Article = 0;

    public short Kind { get; set; }

    public required string Slug { get; set; }

    /// <summary>The id of the article or entity that the slug leads to.</summary>
    public long SubjectId { get; set; }
}
