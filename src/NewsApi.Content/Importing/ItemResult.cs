namespace NewsApi.Content.Importing;

/// <summary>The result of importing an item.</summary>
public enum ItemResult
{
    /// <summary>The article or entity is new.</summary>
    Created,

    /// <summary>The stored article or entity was changed.</summary>
    Updated,

    /// <summary>The item does not change the stored article or entity.</summary>
    Unchanged,

    /// <summary>A newer version is stored, so the item was not applied. Only its document is kept.</summary>
    Older,

    /// <summary>The item was rejected, whole or in part; <see cref="ItemOutcome.Reason"/> has the reason.</summary>
    Rejected,
}
