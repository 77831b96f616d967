using CsCheck;

namespace NewsApi.Tests.GraphQL.Pricing;

/// <summary>A random page of articles.</summary>
internal sealed record SampledArticles(int First, string Fields)
{
    private static readonly string[] Parts =
    [
        "headline", "people { name }", "mentions { kind entity { id ... on Person { articles(first: 2) { nodes { id } } } } }",
        "images { url renditions { url } }", "related(first: 3) { id }", "topics { narrower { narrower { name } } }", "aliased: headline",
    ];

    public static readonly Gen<SampledArticles> Generator = Gen.Select(
        Gen.Int[0, 60],
        Gen.Int[0, Parts.Length - 1].Array[1, 4],
        (first, parts) => new SampledArticles(first, string.Join(" ", parts.Select(i => Parts[i]))));
}
