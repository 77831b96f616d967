namespace NewsApi.Content.Importing;

/// <summary>What a format's reader made of one document: an item, an entity of a gazetteer, or a refusal.</summary>
public abstract record Incoming(Origin Origin)
{
    /// <summary>What is kept but was not expected, each told once per name to whoever imports.</summary>
    public ValueList<ImportWarning> Warnings { get; init; } = [];
}
