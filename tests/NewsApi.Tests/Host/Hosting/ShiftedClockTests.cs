using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>The clocks of the service and of PostgreSQL differ by an hour. PostgreSQL's clock decides what is public.</summary>
[Trait("Needs", "faketime")]
[UnsupportedOSPlatform("windows")]
public sealed class ShiftedClockTests(TestPostgres any)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_embargo_ends_when_PostgreSQLs_clock_says_so_also_after_that_clock_was_changed()
    {
        await using var postgres = await OwnPostgres.CreateAsync();
        foreach (var hours in (int[])[1, -1])
        {
            await postgres.StopAsync("INT");
            await postgres.StartShiftedAsync(hours);
            var ahead = await NowAsync(postgres) - TimeProvider.System.GetUtcNow().UtcDateTime;
            Assert.InRange(ahead, TimeSpan.FromHours(hours - 0.1), TimeSpan.FromHours(hours + 0.1));
            await using var server = await TestServer.StartAsync(any, "--ConnectionStrings:News", postgres.ConnectionString);
            await CheckAsync(server, postgres, $"Under embargo {hours.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private static async Task CheckAsync(TestServer server, OwnPostgres postgres, string headline)
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        using var stream = await EventStreamClient.OpenAsync(server.Client, "subscription { articlePublished { article { headline } } }");
        var created = await PostAsync(
            server, editor, $$"""createArticle(input: { headline: "{{headline}}", language: "en" }) { article { id } }""");
        var end = (await NowAsync(postgres)).AddSeconds(2);
        var scheduled = await PostAsync(
            server, editor,
            $$"""publishArticle(input: { id: "{{created.GetProperty("id").GetString()}}", at: "{{end:O}}" }) { article { publishedAt } }""");
        Assert.Equal(end, scheduled.GetProperty("publishedAt").GetDateTime());

        // On a busy machine, the time may have come already.
        Assert.False(await CountAsync(server, headline) > 0 && await NowAsync(postgres) < end, "The article was public too early.");

        var next = await stream.NextAsync();
        Assert.NotNull(next);
        Assert.Equal(headline, next.Data.GetProperty("article").GetProperty("headline").GetString());
        Assert.True(await postgres.AskAsync(
            "select committed_at from wire_change order by position desc limit 1") is DateTime logged && logged >= end);
        Assert.Equal(1, await CountAsync(server, headline));
        Assert.Equal(true, await postgres.AskAsync(
            $"select abs(extract(epoch from clock_timestamp() - updated_at)) < 1800 from article where headline = '{headline}'"));
    }

    private static async Task<DateTime> NowAsync(OwnPostgres postgres) =>
        Assert.IsType<DateTime>(await postgres.AskAsync("select date_trunc('milliseconds', clock_timestamp())"));

    private static async Task<int> CountAsync(TestServer server, string headline) =>
        (await server.QueryAsync($$"""{ articles(where: { headline: { eq: "{{headline}}" } }) { totalCount } }"""))
        .GetProperty("articles").GetProperty("totalCount").GetInt32();

    /// <summary>Returns the article of the mutation.</summary>
    private static async Task<JsonElement> PostAsync(TestServer server, HttpClient editor, string mutation)
    {
        var result = await server.PostAsync($"mutation {{ {mutation} }}", client: editor);
        Assert.False(result.TryGetProperty("errors", out var errors), errors.ToString());
        return result.GetProperty("data").EnumerateObject().Single().Value.GetProperty("article");
    }
}
