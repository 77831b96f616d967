using System.Globalization;
using System.Text;
using CsCheck;

namespace NewsApi.Tests.GraphQL.Pricing;

/// <summary>A random selection below the root field <c>topics</c>: pages within pages, and related objects.</summary>
internal sealed record SampledSelection(int First, bool Counts, bool Broader, SampledArticles[] Lists)
{
    public static readonly Gen<SampledSelection> Generator = Gen.Select(
        Gen.Int[0, 60], Gen.Bool, Gen.Bool, SampledArticles.Generator.Array[0, 3], (f, c, b, l) => new SampledSelection(f, c, b, l));

    public Dictionary<string, int> Variables
    {
        get
        {
            var values = new Dictionary<string, int> { ["v"] = First };
            for (var i = 0; i < Lists.Length; i++)
            {
                values[$"v{i}"] = Lists[i].First;
            }

            return values;
        }
    }

    public SampledSelection With(SampledSelection other) =>
        this with { Counts = Counts || other.Counts, Broader = Broader || other.Broader, Lists = [.. Lists, .. other.Lists] };

    public SampledSelection WithLargerPages() =>
        this with { First = First + 3, Lists = [.. Lists.Select(l => l with { First = l.First + 7 })] };

    public string Write(Spelling spelling)
    {
        var fragments = new StringBuilder();
        var body = new StringBuilder("id ");
        for (var i = 0; i < Lists.Length; i++)
        {
            body.Append($"a{i}: articles(first: {Size($"v{i}", Lists[i].First)}) {{ nodes {{ {Lists[i].Fields} }} }} ");
        }

        body.Append(Broader ? "broader { name broader { name } } " : "");
        var count = Counts ? "totalCount " : "";
        var nodes = spelling switch
        {
            Spelling.InlineFragments => $"... on Topic {{ ... on Node {{ id }} ... {{ {body} }} }} ... on Node {{ id }}",
            Spelling.Spreads => "...T ...T",
            _ => body.ToString(),
        };
        if (spelling == Spelling.Spreads)
        {
            fragments.Append($" fragment T on Topic {{ {body} ...N }} fragment N on Entity {{ id }}");
        }

        var declared = spelling == Spelling.Variables
            ? $"query({string.Join(", ", Variables.Keys.Select(name => $"${name}: Int"))}) "
            : "";
        return $"{declared}{{ topics(first: {Size("v", First)}) {{ {count}nodes {{ {nodes} }} }} }}{fragments}";

        string Size(string variable, int value) =>
            spelling == Spelling.Variables ? $"${variable}" : value.ToString(CultureInfo.InvariantCulture);
    }
}
