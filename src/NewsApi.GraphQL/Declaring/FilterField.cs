namespace NewsApi.GraphQL.Declaring;

/// <summary>Something that things of a type can be filtered by: a field of the type's filter input.</summary>
internal abstract record FilterField(string Name, string Description)
{
    /// <summary>The name of the input type that takes the filter.</summary>
    public abstract string InputType { get; }
}
