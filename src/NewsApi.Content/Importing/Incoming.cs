namespace NewsApi.Content.Importing;

/// <summary>The result of reading one document: an item, an entry of a gazetteer, or the reason why the document is rejected.</summary>
public abstract record Incoming(Origin Origin)
{
    /// <summary>The warnings about properties and values that the standard does not define, or that were left out.</summary>
    public ValueList<ImportWarning> Warnings { get; init; } = [];
}
