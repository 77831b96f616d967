using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Wire;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Subscriptions;

/// <summary>A subscription with a cursor resumes after it or is rejected with the reason.</summary>
public sealed class ResumedStreamTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_resumed_stream_gets_each_missed_event_once()
    {
        var section = Some.Word();
        var page = await server.QueryAsync(
            "query ($s: String) { articles(where: { section: { eq: $s } }) { wireCursor } }", new { s = section });
        var cursor = page.GetProperty("articles").GetProperty("wireCursor").GetString();
        var ids = new List<long>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add(await server.CreateAsync($"Number {i}", section));
            await server.PublishAsync(ids[i]);
        }

        var told = new List<string?>();
        while (told.Count < ids.Count)
        {
            // Two events a connection; the cut is not announced.
            using var stream = await server.SubscribeAsync(section, cursor);
            foreach (var next in await stream.NextAsync(2))
            {
                told.Add(next.Data.GetProperty("article").GetProperty("headline").GetString());
            }

            cursor = stream.LastId;
        }

        Assert.Equal(Enumerable.Range(0, 6).Select(i => $"Number {i}"), told);
    }

    [Fact]
    public async Task A_stream_that_is_cut_off_before_its_first_event_resumes_where_it_began()
    {
        var section = Some.Word();
        string began;
        using (var stream = await server.SubscribeAsync(section))
        {
            began = await stream.BeginningAsync();
        }

        var id = await server.CreateAsync("Meanwhile", section);
        await server.PublishAsync(id);
        using var resumed = await EventStreamClient.OpenAsync(
            server.Client, Subscribing.Changes, new { where = new { section = new { eq = section } } }, lastEventId: began);
        Assert.Equal("Meanwhile", (await resumed.NextAsync())!.Data.GetProperty("article").GetProperty("headline").GetString());
    }

    [Fact]
    public async Task Events_too_large_to_be_rendered_at_once_are_all_delivered_in_order()
    {
        const string Bodies = "subscription ($where: ArticleFilterInput, $after: String) { articleChanges(where: $where, after: $after) { article { headline body } } }";
        var section = Some.Word();
        var begin = server.Service.Services.GetRequiredService<NewsWire>().Head.ToString();
        var body = $"<p>{new string('x', 20_000)}</p>";
        for (var i = 0; i < 80; i++)
        {
            var id = await server.CreateAsync($"Number {i}", section, body);
            await server.PublishAsync(id);
        }

        using var stream = await EventStreamClient.OpenAsync(
            server.Client, Bodies, new { where = new { section = new { eq = section } }, after = begin });
        Assert.Equal(
            Enumerable.Range(0, 80).Select(i => $"Number {i}"),
            (await stream.NextAsync(80)).Select(e => e.Data.GetProperty("article").GetProperty("headline").GetString()));
    }

    [Fact]
    public async Task A_replay_contains_no_text_of_an_article_that_was_withdrawn_since()
    {
        var section = Some.Word();
        var begin = server.Service.Services.GetRequiredService<NewsWire>().Head.ToString();
        var withdrawn = await server.CreateAsync("A secret slip", section);
        await server.PublishAsync(withdrawn);
        await server.EditAsync(withdrawn, d => d with { Content = d.Content with { Summary = "More of the secret slip" } });
        var stays = await server.CreateAsync("This stays", section);
        await server.PublishAsync(stays);
        await server.WithdrawAsync(withdrawn);

        using var stream = await server.SubscribeAsync(section, begin);
        var events = await stream.NextAsync(2);
        Assert.Equal(["ENTERED", "LEFT"], events.Select(e => e.Data.GetProperty("kind").GetString()));
        Assert.DoesNotContain(events, e => e.Result.GetRawText().Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_header_takes_precedence_over_the_argument_and_a_malformed_cursor_is_rejected()
    {
        using var stream = await EventStreamClient.OpenAsync(
            server.Client, "subscription { articleChanges(after: \"not-a-cursor\") { kind } }", lastEventId: "garbled");
        Assert.Equal(("WIRE_CURSOR_INVALID", "MALFORMED"), Rejection(await stream.NextAsync()));
        Assert.Null(await stream.NextAsync());
        Assert.True(stream.IsComplete);
    }

    [Theory]
    [InlineData(0, 1_000_000, "FUTURE")]
    [InlineData(1, 0, "OTHER_EPOCH")]
    public async Task A_cursor_of_another_epoch_or_of_the_future_is_rejected_with_the_head(int epochs, long further, string reason)
    {
        var head = server.Service.Services.GetRequiredService<NewsWire>().Head;
        using var stream = await server.SubscribeAsync(
            Some.Word(), new WireCursor(head.Epoch + epochs, head.Position + further).ToString());
        var told = await stream.NextAsync();
        Assert.Equal(("WIRE_CURSOR_INVALID", reason), Rejection(told));
        Assert.StartsWith($"{head.Epoch:x8}-", told!.Result.GetProperty("errors")[0].GetProperty("extensions")
            .GetProperty("head").GetString(), StringComparison.Ordinal);

        // With an id, an EventSource that is cut off here would go on from there.
        Assert.Null(told.Id);
        Assert.Null(await stream.NextAsync());
        Assert.True(stream.IsComplete);
    }

    private static (string? Code, string? Reason) Rejection(StreamedEvent? told)
    {
        var extensions = told!.Result.GetProperty("errors")[0].GetProperty("extensions");
        return (extensions.GetProperty("code").GetString(), extensions.GetProperty("reason").GetString());
    }
}
