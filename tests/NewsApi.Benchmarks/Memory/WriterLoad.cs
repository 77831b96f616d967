using System.Globalization;
using System.Text.Json;

namespace NewsApi.Benchmarks.Memory;

/// <summary>
/// A newsroom: articles are created, changed, corrected, withdrawn, scheduled and expire, and people, places and topics are made, renamed
/// and merged. The number of articles and names that it works with is bounded.
/// </summary>
internal sealed class WriterLoad(ServiceClient client, NewsVocabulary words, int seed)
{
    private const int MostArticles = 400;
    private const int MostNames = 12;

    private static readonly string[] Kinds = ["Person", "Place", "Topic"];

    private readonly Random _random = new(seed);
    private readonly List<string> _articles = [];
    private readonly Dictionary<string, List<string>> _names = Kinds.ToDictionary(k => k, _ => new List<string>());
    private int _number;

    /// <summary>Imports an item, at times a newer version of an earlier one.</summary>
    public Task ImportAsync(CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        return client.ImportAsync(
            new
            {
                uri = $"urn:benchmark:memory:{Number(_random.Next(5_000))}",
                pubStatus = "usable",
                language = "en",
                firstcreated = now,
                versioncreated = now,
                headlines = new[] { new { value = Headline() } },
                bodies = new[] { new { value = Body(), contentType = "text/html" } },
                people = new[] { new { name = Pick(words.Named["people"]).Name } },
                subjects = new[] { new { name = Pick(words.Named["topics"]).Name } },
            },
            cancellationToken);
    }

    /// <summary>One change by an editor.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        switch (_articles.Count < 10 ? 0 : _random.Next(20))
        {
            case < 4:
                await PublishAsync(await CreateAsync(null, cancellationToken), null, cancellationToken);
                break;
            case < 9:
                await ArticleAsync("update", "UpdateArticleInput", new { id = Pick(_articles), body = Body() }, cancellationToken);
                break;
            case 9:
                await ArticleAsync("update", "UpdateArticleInput", new { id = Pick(_articles), headline = Headline() }, cancellationToken);
                break;
            case 10:
                await ArticleAsync(
                    "correct", "CorrectArticleInput", new { id = Pick(_articles), note = "A number was wrong.", summary = Headline() },
                    cancellationToken);
                break;
            case 11:
                await ArticleAsync("withdraw", "WithdrawArticleInput", new { id = Pick(_articles) }, cancellationToken);
                break;
            case 12:
                await PublishAsync(Pick(_articles), null, cancellationToken);
                break;
            case 13 or 14:
                await PublishAsync(
                    await CreateAsync(null, cancellationToken), now.AddSeconds(1 + _random.Next(5)), cancellationToken);
                break;
            case 15 or 16:
                await PublishAsync(await CreateAsync(now.AddSeconds(3 + _random.Next(30)), cancellationToken), null, cancellationToken);
                break;
            case 17:
                await client.EditAsync(
                    "mutation ($input: DeleteDraftInput!) { deleteDraft(input: $input) { id errors { __typename } } }",
                    new { input = new { id = await CreateAsync(null, cancellationToken, keep: false) } }, cancellationToken);
                break;
            default:
                await NameAsync(Pick(Kinds), cancellationToken);
                break;
        }
    }

    private async Task<string?> CreateAsync(DateTimeOffset? expiresAt, CancellationToken cancellationToken, bool keep = true)
    {
        object[] mentions = [.. _names.Values.Where(n => n.Count > 0 && _random.Next(2) == 0).Select(n => new { entity = Pick(n) })];
        var payload = await ArticleAsync(
            "create", "CreateArticleInput",
            new { headline = Headline(), language = "en", section = Pick(words.Sections), body = Body(), expiresAt, mentions },
            cancellationToken);
        if (payload?.GetProperty("article").GetProperty("id").GetString() is not { } id)
        {
            return null;
        }

        if (keep)
        {
            _articles.Add(id);
            _articles.RemoveRange(0, Math.Max(0, _articles.Count - MostArticles));
        }

        return id;
    }

    private async Task PublishAsync(string? id, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        if (id is not null)
        {
            await ArticleAsync("publish", "PublishArticleInput", new { id, at }, cancellationToken);
        }
    }

    private Task<JsonElement?> ArticleAsync(string verb, string type, object input, CancellationToken cancellationToken) =>
        client.EditAsync(
            $"mutation ($input: {type}!) {{ {verb}Article(input: $input) {{ article {{ id version }} errors {{ __typename }} }} }}",
            new { input }, cancellationToken);

    /// <summary>Makes or renames a person, place or topic, or merges two of those that were made.</summary>
    private async Task NameAsync(string kind, CancellationToken cancellationToken)
    {
        var names = _names[kind];
        var field = kind.ToLowerInvariant();
        if (names.Count > 2 && _random.Next(3) == 0)
        {
            var id = Pick(names);
            names.Remove(id);
            await client.EditAsync(
                $"mutation ($input: Merge{kind}Input!) {{ merge{kind}(input: $input) {{ {field} {{ id }} errors {{ __typename }} }} }}",
                new { input = new { id, into = Pick(names) } }, cancellationToken);
            return;
        }

        var renamed = names.Count > 2 && _random.Next(2) == 0 ? Pick(names) : null;
        var input = new Dictionary<string, string> { ["name"] = $"Made {kind} {Number(_number++)}" };
        if (renamed is not null)
        {
            input["id"] = renamed;
        }

        var payload = await client.EditAsync(
            $"mutation ($input: Upsert{kind}Input!) {{ upsert{kind}(input: $input) {{ {field} {{ id }} errors {{ __typename }} }} }}",
            new { input }, cancellationToken);
        if (renamed is null && payload?.GetProperty(field).GetProperty("id").GetString() is { } made)
        {
            // A name that is mentioned by ever more articles would make ever more work.
            names.Add(made);
            names.RemoveRange(0, Math.Max(0, names.Count - MostNames));
        }
    }

    private string Headline() => $"{Pick(words.Words)} {Pick(words.Words)} in {Pick(words.Named["places"]).Name}, {Number(_number++)}";

    /// <summary>Paragraphs with names, which the service links.</summary>
    private string Body() => string.Concat(Enumerable.Range(0, 6).Select(_ =>
        $"<p>{string.Join(' ', Enumerable.Range(0, 25).Select(_ => Pick(words.Words)))}, said {Pick(words.Named["people"]).Name}.</p>"));

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
