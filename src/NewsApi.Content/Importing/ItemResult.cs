namespace NewsApi.Content.Importing;

/// <summary>The result of importing an item.</summary>
public enum ItemResult
{
    /// <summary>The article or entity is new.</summary>
    Created,

    /// <summary>The stored article or entity was changed.</summary>
    Updated,

    /// <summary>Nothing differs from what is stored.</summary>
    Unchanged,

    /// <summary>A newer version is stored. Only the document is kept.</summary>
    Older,

    /// <summary>The item was refused, whole or in part; <see cref="ItemOutcome.Reason"/> gives the reason.</summary>
    Refused,
}
