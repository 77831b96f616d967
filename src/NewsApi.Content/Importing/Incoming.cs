namespace NewsApi.Content.Importing;

/// <summary>The result of reading one document: an item, an entry of a gazetteer, or a refusal.</summary>
public abstract record Incoming(Origin Origin)
{
    /// <summary>Properties and values that the standard does not know, or that were left out.</summary>
    public ValueList<ImportWarning> Warnings { get; init; } = [];
}
