using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace NewsApi.Benchmarks.Memory;

/// <summary>
/// Readers: those of the pages of a site, mostly from memory, and those who search and filter, whose queries are more than memory holds.
/// </summary>
internal sealed class ReaderLoad(ServiceClient client, NewsVocabulary words, (string Query, string Variables)[] pages, int seed)
{
    private static readonly string[] Codings = ["br", "gzip", "identity"];

    private static readonly string[] Fields =
    [
        "slug", "summary", "publishedAt", "updatedAt", "people { id name }", "places { id name }", "topics { id name broader { name } }", "body",
        "section urgency",
    ];

    private readonly Random _random = new(seed);
    private readonly Dictionary<int, string> _tags = [];

    /// <summary>Reads a page of the site by POST or GET, now and then with its last tag.</summary>
    public async Task ReadPageAsync(CancellationToken cancellationToken)
    {
        var number = _random.Next(pages.Length);
        using var request = Request(pages[number].Query, pages[number].Variables);
        if (request.Method == HttpMethod.Get && _tags.TryGetValue(number, out var tag) && _random.Next(2) == 0)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        if (await client.ReadAsync(request, Codings[number % Codings.Length], cancellationToken) is { } read)
        {
            _tags[number] = read;
        }
    }

    /// <summary>Reads a list that hardly anybody has read before. Most such documents are new too.</summary>
    public async Task ReadRandomAsync(CancellationToken cancellationToken)
    {
        var where = new List<string>();
        if (_random.Next(2) == 0)
        {
            where.Add($"section: {{ eq: {Quote(Pick(words.Sections))} }}");
        }

        foreach (var (list, all) in words.Named)
        {
            if (_random.Next(3) == 0)
            {
                where.Add($"{list}: {{ some: {{ slug: {{ in: [{Quote(Pick(all).Slug)}, {Quote(Pick(all).Slug)}] }} }} }}");
            }
        }

        var search = _random.Next(3) == 0 ? $", search: {Quote($"{Pick(words.Words)} {Pick(words.Words)}")}" : "";
        var order = _random.Next(3) == 0 ? ", order: { publishedAt: ASC }" : "";
        var parts = string.Concat(Fields.Where(_ => _random.Next(4) == 0).Select(f => $" {f}"));
        var rest = string.Concat(
            _random.Next(4) == 0 ? " totalCount" : "", _random.Next(12) == 0 ? " facets { sections { value count } }" : "",
            _random.Next(20) == 0 ? " timeline(by: MONTH) { start count }" : "");
        var list1 = $"a{Number()}: articles(first: {Number(1 + _random.Next(30))}, where: {{ {string.Join(", ", where)} }}{search}{order})";
        var query = _random.Next(12) switch
        {
            0 => $"{{ suggest(text: {Quote(Pick(words.Words)[..4])}) {{ __typename }} }}",
            1 => $"{{ people(first: 5, search: {Quote(Pick(words.Named["people"]).Name[..2])}) {{ nodes {{ id name }} totalCount }} }}",
            2 => $"{{ articles(first: 1, where: {{ {string.Join(", ", where)} }}) {{ nodes {{ related(first: 3) {{ headline }} }} }} }}",
            _ => $"{{ {list1} {{ nodes {{ id headline{parts} }}{rest} pageInfo {{ endCursor }} }} }}",
        };
        using var request = Request(query, "{}");
        await client.ReadAsync(request, Pick(Codings), cancellationToken);
    }

    private HttpRequestMessage Request(string query, string variables) => _random.Next(2) == 0
        ? new HttpRequestMessage(
            HttpMethod.Get, $"graphql?query={Uri.EscapeDataString(query)}&variables={Uri.EscapeDataString(variables)}")
        : new HttpRequestMessage(HttpMethod.Post, "graphql")
        {
            Content = JsonContent.Create(new { query, variables = JsonElement.Parse(variables) }),
        };

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];

    private string Number() => Number(_random.Next());

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
