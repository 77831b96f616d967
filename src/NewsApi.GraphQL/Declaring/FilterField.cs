namespace NewsApi.GraphQL.Declaring;

/// <summary>One field of the filter input of a type.</summary>
internal abstract record FilterField(string Name, string Description)
{
    /// <summary>The name of the input type of the field.</summary>
    public abstract string InputType { get; }
}
