namespace NewsApi.Content.Importing;

/// <summary>What an import did with an item.</summary>
public enum ItemResult
{
    /// <summary>It is new.</summary>
    Created,

    /// <summary>It changed what was there.</summary>
    Updated,

    /// <summary>It says what was there already.</summary>
    Unchanged,

    /// <summary>A newer version is there; the document is kept, nothing of it is applied.</summary>
    Older,

    /// <summary>It was not taken, or not whole; <see cref="ItemOutcome.Reason"/> says why.</summary>
    Refused,
}
