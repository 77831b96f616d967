namespace NewsApi.Content.Publishing;

/// <summary>What an editor does to an article.</summary>
public enum ArticleAction
{
    /// <summary>Changes what it says.</summary>
    Update,

    /// <summary>Makes it public now, for the first time or again.</summary>
    Publish,

    /// <summary>Sets the time at which it becomes public, or another time.</summary>
    Schedule,

    /// <summary>Changes what it says, with a note for readers.</summary>
    Correct,

    /// <summary>Takes it back; a schedule that has not come is called off.</summary>
    Withdraw,

    /// <summary>Removes it without trace.</summary>
    Delete,
}
