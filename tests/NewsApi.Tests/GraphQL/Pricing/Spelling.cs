namespace NewsApi.Tests.GraphQL.Pricing;

/// <summary>The ways to write the same selection.</summary>
internal enum Spelling
{
    Literals,
    Variables,
    InlineFragments,
    Spreads,
}
