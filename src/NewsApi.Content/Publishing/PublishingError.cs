using NewsApi.Content.Articles;

namespace NewsApi.Content.Publishing;

/// <summary>
/// The reason why an editor's command was rejected. The set of reasons is closed. Each message names the problem, the field or row, and an
/// action for the editor.
/// </summary>
public abstract record PublishingError
{
    private PublishingError()
    {
    }

    /// <summary>The message for the editor.</summary>
    public abstract string Message { get; }

    /// <summary>There is no article or entity with this id.</summary>
    /// <param name="What">"article", "person", "place", "topic" or "entity".</param>
    public sealed record NotFound(string What, long Id) : PublishingError
    {
        public override string Message => $"There is no {What} with this id. It may have been deleted, or merged into another.";
    }

    /// <summary>Another writer changed the article since the caller read it.</summary>
    /// <param name="Current">The article's version now.</param>
    public sealed record VersionConflict(long Id, int Expected, int Current) : PublishingError
    {
        public override string Message =>
            $"The article was changed meanwhile: expected version {Expected}, found version {Current}. Read it again and repeat the change.";
    }

    /// <summary>The action is not allowed in the article's status.</summary>
    public sealed record NotAllowedInStatus(ArticleAction Action, ArticleStatus Status) : PublishingError
    {
        public override string Message =>
            $"An article in status {Status.ToString().ToUpperInvariant()} cannot be {Transitions.Participle(Action)}. "
            + Transitions.Instead(Action, Status);
    }

    /// <summary>A value is invalid.</summary>
    /// <param name="Field">The path of the field, such as <c>headline</c> or <c>mentions[2].relevance</c>.</param>
    /// <param name="Problem">The problem with the value, and the valid values.</param>
    public sealed record InvalidValue(string Field, string Problem) : PublishingError
    {
        public override string Message => $"{Field}: {Problem}";
    }

    /// <summary>Another article or entity has this identifier.</summary>
    /// <param name="ById">The id of the article or entity that has the identifier.</param>
    public sealed record UriTaken(string Uri, long ById) : PublishingError
    {
        public override string Message =>
            $"The uri '{Uri}' is already in use. Update the article or entity that has it, or choose another uri.";
    }

    /// <summary>Another article or entity has, or had, this slug.</summary>
    public sealed record SlugTaken(string Slug) : PublishingError
    {
        public override string Message =>
            $"The slug '{Slug}' is or was in use, and its old links must keep working. Choose another slug, or leave it out.";
    }

    /// <summary>The entity cannot be deleted while it is in use.</summary>
    /// <param name="Articles">The number of articles that mention it.</param>
    /// <param name="Children">The number of places or topics directly within it.</param>
    public sealed record EntityInUse(long Id, long Articles, long Children) : PublishingError
    {
        public override string Message =>
            $"{Articles} articles mention it, and {Children} places or topics lie within it. "
            + "Merge it into another, or first remove it from those articles and move those places or topics.";
    }

    /// <summary>The entity would be its own ancestor.</summary>
    public sealed record Circle(long Id, long ParentId) : PublishingError
    {
        public override string Message =>
            "The new parent lies within this place or topic, so the two would form a circle. Choose another parent.";
    }

    /// <summary>The command conflicted with other writers at every attempt.</summary>
    public sealed record Busy : PublishingError
    {
        public override string Message => "The change conflicted with other writers and was not saved. Try again.";
    }
}
