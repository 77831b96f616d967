using System.Globalization;
using CsCheck;

namespace NewsApi.Tests.GraphQL.Pricing;

/// <summary>Pages of different sizes that spread the same fragments, at the root and once more within each topic.</summary>
internal sealed record SharedFragments(int[] Topics, SampledArticles[] Articles, bool Edges)
{
    public static readonly Gen<SharedFragments> Generator = Gen.Select(
        Gen.Int[0, 60].Array[1, 3], SampledArticles.Generator.Array[1, 3], Gen.Bool, (t, a, e) => new SharedFragments(t, a, e));

    public Dictionary<string, int> Variables =>
        Topics.Select((size, i) => ($"t{i}", size)).Concat(Articles.Select((a, i) => ($"a{i}", a.First)))
            .ToDictionary(v => v.Item1, v => v.Item2);

    /// <summary>Writes the document: with the fields of the fragments in each place for literals, and with spreads otherwise.</summary>
    public string Write(Spelling spelling)
    {
        var isInlined = spelling == Spelling.Literals;
        var articles = Page(Articles[0].Fields);
        var lists = Articles.Select((a, i) =>
            $"a{i}: articles(first: {Size($"a{i}", a.First)}) {{ totalCount {(isInlined ? articles : "...A")} }}");
        var topics = Page(string.Join(" ", lists));
        var roots = Topics.Select((size, i) => $"t{i}: topics(first: {Size($"t{i}", size)}) {{ {(isInlined ? topics : "...T")} }}");
        var declared = spelling == Spelling.Variables
            ? $"query({string.Join(", ", Variables.Keys.Select(name => $"${name}: Int"))}) "
            : "";
        var fragments = isInlined
            ? ""
            : $" fragment T on TopicsConnection {{ {topics} }} fragment A on ArticlesConnection {{ {articles} }}";
        return $"{declared}{{ {string.Join(" ", roots)} }}{fragments}";

        string Page(string fields) => Edges ? $"edges {{ cursor node {{ {fields} }} }}" : $"nodes {{ {fields} }}";

        string Size(string variable, int value) =>
            spelling == Spelling.Variables ? $"${variable}" : value.ToString(CultureInfo.InvariantCulture);
    }
}
