using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using NewsApi.Content.Database;
using Npgsql;

namespace NewsApi.Benchmarks.Live;

/// <summary>Publishes through the API, as a newsroom does.</summary>
internal sealed class Publisher(NewsDatabase database, string key) : IDisposable
{
    private const int AtOnce = 8;

    private const string Create =
        "mutation ($input: CreateArticleInput!) { createArticle(input: $input) { article { id } errors { ... on Error { message } } } }";

    private const string Publish =
        "mutation ($id: ID!) { publishArticle(input: { id: $id }) { cursor errors { ... on Error { message } } } }";

    // Both clocks at one moment: the database runs on this machine, or its times are not comparable.
    private readonly (DateTime Wall, long Ticks) _clock = (DateTime.UtcNow, Stopwatch.GetTimestamp());

    private readonly HttpClient _http =
        new()
        {
            Timeout = TimeSpan.FromMinutes(2),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) }
        };

    /// <summary>Writes drafts; their ids, in order.</summary>
    public async Task<string[]> DraftAsync(
        LiveService service, IReadOnlyList<ArticleTemplate> articles, CancellationToken cancellationToken)
    {
        var ids = new string[articles.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, articles.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, cancel) => ids[i] = await DraftAsync(service, articles[i], cancel));
        return ids;
    }

    public async Task<string> DraftAsync(LiveService service, ArticleTemplate article, CancellationToken cancellationToken) =>
        (await AskAsync(service, Create, new { input = article.Input }, "createArticle", cancellationToken)).GetProperty("article")
            .GetProperty("id").GetString()!;

    public async Task<Publication> PublishAsync(
        LiveService service, ArticleTemplate article, string id, CancellationToken cancellationToken)
    {
        var sent = Stopwatch.GetTimestamp();
        var payload = await AskAsync(service, Publish, new { id }, "publishArticle", cancellationToken);
        var answered = Stopwatch.GetTimestamp();
        var cursor = payload.GetProperty("cursor").GetString()!;
        return new Publication(article,
            long.Parse(cursor.AsSpan(cursor.IndexOf('-', StringComparison.Ordinal) + 1), System.Globalization.CultureInfo.InvariantCulture),
            sent, answered);
    }

    /// <summary>Where the log stands, as a cursor.</summary>
    public async Task<string> CursorAsync(LiveService service, CancellationToken cancellationToken) =>
        (await AskAsync(service, "{ wire { cursor } }", new { }, "wire", cancellationToken)).GetProperty("cursor").GetString()!;

    /// <summary>When the log says that these were written, in ticks of the stopwatch: shortly before their commit.</summary>
    public async Task<IReadOnlyDictionary<long, long>> CommitTimesAsync(IEnumerable<long> positions, CancellationToken cancellationToken)
    {
        var times = new Dictionary<long, long>();
        await using var command = database.Source.CreateCommand("select position, committed_at from wire_change where position = any($1)");
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. positions] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            times[reader.GetInt64(0)] = _clock.Ticks + (long)((reader.GetDateTime(1) - _clock.Wall).TotalSeconds * Stopwatch.Frequency);
        }

        return times;
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> AskAsync(
        LiveService service, string query, object variables, string field, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync($"{service.Address}/graphql", new { query, variables }, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        if (answer.TryGetProperty("errors", out _) || !answer.TryGetProperty("data", out var data)
            || (data.GetProperty(field).TryGetProperty("errors", out var rejected) && rejected.ValueKind != JsonValueKind.Null))
        {
            throw new DisagreementException($"The service answered {query} with {answer}");
        }

        return data.GetProperty(field);
    }
}
