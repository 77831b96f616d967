namespace NewsApi.GraphQL.Declaring;

/// <summary>Marks scalars with the address of their specification.</summary>
internal static class SpecifiedByExtension
{
    public static void SpecifiedBy(this ScalarGraphType scalar, string url) => scalar.ApplyDirective(SpecifiedByDirective.DirectiveName, "url", url);
}
