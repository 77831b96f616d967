namespace NewsApi.GraphQL.Declaring;

/// <summary>The direction of a sort. The type has HotChocolate's name.</summary>
internal sealed class SortEnumType : EnumerationGraphType
{
    public SortEnumType()
    {
        Name = "SortEnumType";
        Description = "The direction of a sort. Null sorts as the largest value.";
        Add("ASC", false, "From the smallest value to the largest.");
        Add("DESC", true, "From the largest value to the smallest.");
    }
}
