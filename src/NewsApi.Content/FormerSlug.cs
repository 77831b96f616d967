namespace NewsApi.Content;

/// <summary>
/// A slug that an article or entity had while readers could see it. The slug still leads to that article or entity, and no other article,
/// or no other entity of the same kind, can take the slug.
/// </summary>
public sealed class FormerSlug
{
    /// <summary>
    /// The value of <see cref="Kind"/> for an article. For an entity it is the value of <see cref="Entities.EntityKind"/>.
    /// </summary>
    public const short Article = 0;

    public short Kind { get; set; }

    public required string Slug { get; set; }

    /// <summary>The id of the article or entity that the slug leads to.</summary>
    public long SubjectId { get; set; }
}
