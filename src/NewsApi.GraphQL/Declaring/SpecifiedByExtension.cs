namespace NewsApi.GraphQL.Declaring;

/// <summary>Applies the directive <c>@specifiedBy</c> to scalars.</summary>
internal static class SpecifiedByExtension
{
    public static void SpecifiedBy(this ScalarGraphType scalar, string url) =>
        scalar.ApplyDirective(SpecifiedByDirective.DirectiveName, "url", url);
}
