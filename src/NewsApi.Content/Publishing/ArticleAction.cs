namespace NewsApi.Content.Publishing;

/// <summary>An editor's action on an article; the article's status decides which actions are allowed.</summary>
public enum ArticleAction
{
    /// <summary>Edits the article.</summary>
    Update,

    /// <summary>Makes the article public now, for the first time or again.</summary>
    Publish,

    /// <summary>Sets or changes the time at which the article becomes public.</summary>
    Schedule,

    /// <summary>Edits the article and adds a correction for readers.</summary>
    Correct,

    /// <summary>Withdraws the article, or cancels its schedule.</summary>
    Withdraw,

    /// <summary>Deletes the draft with everything that belongs to it.</summary>
    Delete,
}
