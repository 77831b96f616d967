using NewsApi.Content.Articles;

namespace NewsApi.Content.Publishing;

/// <summary>Why an editor's act was refused: a closed set, each saying what, where and what to do.</summary>
public abstract record PublishingError
{
    private PublishingError()
    {
    }

    /// <summary>A sentence for the editor.</summary>
    public abstract string Message { get; }

    /// <summary>There is no such thing, or no more.</summary>
    /// <param name="What">"article", "person", "place", "topic" or "entity".</param>
    public sealed record NotFound(string What, long Id) : PublishingError
    {
        public override string Message => $"There is no such {What}. It may have been deleted, or merged into another.";
    }

    /// <summary>Somebody else changed the article since the caller read it.</summary>
    /// <param name="Current">The version that stands now.</param>
    public sealed record VersionConflict(long Id, int Expected, int Current) : PublishingError
    {
        public override string Message =>
            $"The article was changed meanwhile: version {Expected} was expected, version {Current} stands. Read it again, and repeat the change on it.";
    }

    /// <summary>The act does not follow from where the article stands.</summary>
    public sealed record NotAllowedInStatus(ArticleAction Act, ArticleStatus Status) : PublishingError
    {
        public override string Message =>
            $"An article that is {Status.ToString().ToLowerInvariant()} cannot be {Transitions.Participle(Act)}. {Transitions.Instead(Act, Status)}";
    }

    /// <summary>A value cannot be taken.</summary>
    /// <param name="Field">Where it stands: <c>headline</c>, <c>mentions[2].relevance</c>.</param>
    /// <param name="Problem">What is wrong with it, and what would be right.</param>
    public sealed record InvalidValue(string Field, string Problem) : PublishingError
    {
        public override string Message => $"{Field}: {Problem}";
    }

    /// <summary>The identifier belongs to another.</summary>
    /// <param name="ById">The id of that one.</param>
    public sealed record UriTaken(string Uri, long ById) : PublishingError
    {
        public override string Message => $"The uri '{Uri}' belongs to another already. Change that one, or choose another uri.";
    }

    /// <summary>The slug that was asked for is, or was, another's.</summary>
    public sealed record SlugTaken(string Slug) : PublishingError
    {
        public override string Message => $"The slug '{Slug}' is, or was, another's, and its links must go on leading there. Choose another, or none.";
    }

    /// <summary>It cannot be deleted while it is used.</summary>
    /// <param name="Articles">How many articles name it.</param>
    /// <param name="Children">How many places or topics lie directly within it.</param>
    public sealed record EntityInUse(long Id, long Articles, long Children) : PublishingError
    {
        public override string Message =>
            $"It is named by {Articles} articles, and {Children} lie within it. Merge it into another, or take it out of those first.";
    }

    /// <summary>It would lie within itself.</summary>
    public sealed record Circle(long Id, long ParentId) : PublishingError
    {
        public override string Message => "The parent lies within it, which would make a circle. Name another parent.";
    }

    /// <summary>Other writers stood in the way at every attempt.</summary>
    public sealed record Busy : PublishingError
    {
        public override string Message => "Others were writing at the same place for too long, and nothing was changed. Try again.";
    }
}
