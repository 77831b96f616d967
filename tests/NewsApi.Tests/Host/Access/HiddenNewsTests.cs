using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.GraphQL.Execution;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Access;

/// <summary>
/// A walk over every field of the schema as each role. Hidden news never comes out, and cannot be distinguished from news that does not
/// exist.
/// </summary>
public sealed class HiddenNewsTests(TestPostgres postgres) : IAsyncLifetime
{
    private const int PerDocument = 40;

    private static readonly string[] Lists = ["articles", "people", "places", "topics"];

    private TestIssuer? _issuer;
    private TestServer? _server;
    private string _start = "";

    private TestIssuer Issuer => _issuer ?? throw new InvalidOperationException("The fixture has not been initialised.");

    private TestServer Server => _server ?? throw new InvalidOperationException("The fixture has not been initialised.");

    public async ValueTask InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        _server = await Issuer.StartServiceAsync(postgres);
        _start = (await Server.QueryAsync("{ wire { cursor } }")).GetProperty("wire").GetProperty("cursor").GetString() ?? "";
        await HiddenNews.ImportAsync(Server.Newsroom, TimeProvider.System.GetUtcNow());
        await Server.Newsroom.PublishAsync(
            "Harbour bridge", TestNewsroom.Person("Ada"), TestNewsroom.Place("Oslo"), TestNewsroom.Topic("Trade"));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    [Fact]
    public async Task No_field_of_the_schema_shows_a_hidden_text_or_id_to_a_reader_and_every_previewer_sees_them()
    {
        var (hidden, shown) = await IdsAsync();
        var schema = await SchemaModel.ReadAsync(Server);
        string[] roots =
        [
            .. Lists.Select(list => $"{list}(first: 3)"), "articles(search: \"trade\")", "sections", "suggest(text: \"zqx\")",
            $"nodes(ids: [{string.Join(", ", shown.Concat(hidden).Select(id => $"\"{id}\""))}])",
        ];
        foreach (var (client, sees) in await ClientsAsync())
        {
            var walk = new SchemaWalk(schema);
            var (documents, answered, secrets) = (0, 0, 0);
            foreach (var document in roots.SelectMany(walk.Documents))
            {
                var answer = (await Server.PostAsync(document, client: client)).GetRawText();
                documents++;
                answered += answer.Contains("\"data\"", StringComparison.Ordinal) ? 1 : 0;
                var leaks = answer.Contains(HiddenNews.Secret, StringComparison.OrdinalIgnoreCase)
                    || hidden.Any(id => answer.Contains($"\"id\":\"{id}\"", StringComparison.Ordinal));
                secrets += leaks ? 1 : 0;
                Assert.True(sees || !leaks, $"{document}\n{answer}");
            }

            Assert.True(answered > documents * 9 / 10, $"{answered} of {documents}");
            Assert.True(documents > 100, $"{documents}");
            Assert.Equal(sees, secrets > documents / 10);
        }
    }

    [Fact]
    public async Task A_reader_cannot_distinguish_hidden_news_from_news_that_does_not_exist_by_any_argument()
    {
        var (hidden, _) = await IdsAsync();
        var schema = await SchemaModel.ReadAsync(Server);
        var fields = Fields(schema, hidden).ToArray();
        Assert.True(fields.Length > 500, $"{fields.Length}");
        var begin = Random.Shared.Next(fields.Length);
        foreach (var (client, sees) in await ClientsAsync())
        {
            var differences = 0;
            var stride = client == Server.Client ? TestSize.Stride : 4 * TestSize.Stride;
            foreach (var chunk in fields.Chunk(PerDocument).Where((_, i) => i % stride == begin % stride))
            {
                var secret = await AnswerAsync(chunk, HiddenNews.Secret, hidden, client);
                var unknown = await AnswerAsync(chunk, HiddenNews.Unknown, hidden, client);
                differences += secret == unknown ? 0 : 1;
                Assert.True(sees || secret == unknown, $"{string.Join('\n', chunk)}\n{secret}\n{unknown}");
            }

            Assert.Equal(sees, differences > 0);
        }
    }

    [Theory]
    [InlineData("articlePublished { article { FIELDS } }")]
    [InlineData("articleChanges { kind article { FIELDS } }")]
    [InlineData("articleChanges(where: { people: { some: { name: { eq: \"Ada\" } } } }) { kind article { FIELDS } }")]
    public async Task A_replay_from_before_the_hidden_news_shows_only_the_public_article(string field)
    {
        var leaves = string.Join(' ', (await SchemaModel.ReadAsync(Server))["Article"].Fields
            .Where(f => f.Type.NamedType is "String" or "ID" or "ArticleStatus").Select(f => f.Name));
        var parts = $"{leaves} people {{ name slug }} places {{ name }} topics {{ name }} versions {{ headline }} corrections {{ note }}";
        using var stream = await EventStreamClient.OpenAsync(
            Server.Client, $"subscription {{ {field.Replace("FIELDS", parts, StringComparison.Ordinal)} }}", lastEventId: _start);
        var shown = "";
        while (!shown.Contains("Harbour bridge", StringComparison.Ordinal))
        {
            shown = Assert.IsType<StreamedEvent>(await stream.NextAsync()).Data.GetRawText();
            Assert.DoesNotContain(HiddenNews.Secret, shown, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <returns>Fields with a value at each position of each argument, among them the secret and hidden ids.</returns>
    private static IEnumerable<string> Fields(SchemaModel schema, string[] hidden)
    {
        var walk = new SchemaWalk(schema);
        string[] texts =
        [
            $"\"{HiddenNews.Secret}\"", $"\"{HiddenNews.Secret} person\"", $"\"{HiddenNews.Secret} draft headline\"",
            $"\"urn:{HiddenNews.Secret}:embargoed\"", $"\"{HiddenNews.Secret}-person\"",
        ];
        string[][] kinds = [.. hidden.GroupBy(
            id => Encoding.UTF8.GetString(Convert.FromBase64String(id)).Split(':')[0], (_, ids) => ids.ToArray())];
        foreach (var field in schema["Query"].Fields.Where(f => f.Name != "wire"))
        {
            var selection = Lists.Contains(field.Name) ? "totalCount nodes { id } pageInfo { hasNextPage }" : "__typename";
            selection += field.Name == "articles" ? " facets { sections { value count } people { count } } searchSuggestion" : "";
            foreach (var argument in field.Arguments.Where(a => a.Name is not ("first" or "last" or "after" or "before" or "skip")))
            {
                foreach (var ((literal, scalar), i) in walk.Positions(argument.Type, 4).Select((position, i) => (position, i)))
                {
                    string[] values = scalar switch
                    {
                        "ID" => [.. kinds.Select(kind => $"\"{kind[i % kind.Length]}\"")],
                        "String" => [texts[0], texts[1 + (i % (texts.Length - 1))]],
                        _ => [],
                    };
                    foreach (var value in values)
                    {
                        var given = literal.Replace("VALUE", value, StringComparison.Ordinal);
                        yield return $"{field.Name}({argument.Name}: {given}) {{ {selection} }}";
                    }
                }
            }
        }
    }

    /// <returns>The answer, with the same text in the place of the secret and of the unknown word, and of hidden and unknown ids.</returns>
    private async Task<string> AnswerAsync(string[] fields, string word, string[] hidden, HttpClient client)
    {
        var document = $"{{ {string.Join('\n', fields.Select((field, i) => $"a{i}: {field}"))} }}";
        document = document.Replace(HiddenNews.Secret, word, StringComparison.Ordinal);
        var unknown = word == HiddenNews.Unknown;
        document = hidden.Aggregate(document, (text, id) => unknown ? text.Replace(id, Missing(id), StringComparison.Ordinal) : text);
        var answer = (await Server.PostAsync(document, client: client)).GetRawText();
        answer = hidden.Aggregate(answer, (text, id) => text.Replace(unknown ? Missing(id) : id, "ID", StringComparison.Ordinal));
        return answer.Replace(word, "WORD", StringComparison.OrdinalIgnoreCase);
    }

    /// <returns>The id of an object of the same type that does not exist.</returns>
    private static string Missing(string id)
    {
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(id)).Split(':');
        return Convert.ToBase64String(Encoding.UTF8.GetBytes($"{parts[0]}:{900_000 + int.Parse(parts[1], CultureInfo.InvariantCulture)}"));
    }

    private async Task<(HttpClient Client, bool Sees)[]> ClientsAsync()
    {
        var token = new HttpClient { BaseAddress = Server.Address };
        token.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Issuer.Sign(claim: ("roles", "other")));
        return
        [
            (Server.Client, false), (token, false), (await Server.ClientOfAsync(Role.Reader), false),
            (await Server.ClientOfAsync(Role.Preview), true), (await Server.ClientOfAsync(Role.Editor), true),
            (await Server.ClientOfAsync(Role.Admin), true),
        ];
    }

    /// <returns>The ids that only previewers see, and those that readers see.</returns>
    private async Task<(string[] Hidden, string[] Shown)> IdsAsync()
    {
        using var preview = await Server.ClientOfAsync(Role.Preview);
        var query = $"{{ {string.Join(' ', Lists.Select(list => $"{list}(first: 50) {{ nodes {{ id }} }}"))} }}";
        var all = Read(await Server.PostAsync(query, client: preview));
        var shown = Read(await Server.PostAsync(query));
        Assert.Equal(8, all.Except(shown).Count());
        return ([.. all.Except(shown)], shown);

        static string[] Read(JsonElement result) =>
            [.. result.GetProperty("data").EnumerateObject().SelectMany(list => list.Value.GetProperty("nodes").EnumerateArray())
                .Select(node => node.GetProperty("id").GetString() ?? "")];
    }
}
