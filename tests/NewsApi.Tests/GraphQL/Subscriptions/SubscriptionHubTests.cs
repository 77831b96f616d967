using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Subscriptions;
using NewsApi.GraphQL.Types;
using NewsApi.Tests.Content.Publishing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Subscriptions;

public sealed class SubscriptionHubTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Changes =
        "subscription ($where: ArticleFilterInput, $after: String) { articleChanges(where: $where, after: $after) { cursor kind id article { headline } } }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Newsroom Newsroom => server.Service.Services.GetRequiredService<Newsroom>();

    [Fact]
    public async Task A_list_is_told_of_every_act_by_its_kind()
    {
        var section = Some.Word();
        using var stream = await SubscribeAsync(section);
        var id = await CreateAsync("First", section);
        Func<Task>[] acts =
        [
            () => Newsroom.PublishAsync(id, null, null, Cancel).DoneAsync(),
            () => EditAsync(id, d => d with { Content = d.Content with { Headline = "Second" } }),
            () => EditAsync(id, d => d with { Content = d.Content with { Section = "elsewhere" } }),
            async () =>
            {
                await EditAsync(id, d => d with { Content = d.Content with { Headline = "Not told", Urgency = 3 } });
                await EditAsync(id, d => d with { Content = d.Content with { Section = section } });
            },
            () => Newsroom.WithdrawAsync(id, null, null, Cancel).DoneAsync(),
            () => Newsroom.PublishAsync(id, null, null, Cancel).DoneAsync(),
            () => EditAsync(id, d => d with { ExpiresAt = DateTimeOffset.UtcNow.AddMinutes(30) }),
            () => server.Database.PassAnHourAsync(id),
        ];

        // One after the other: of what is hidden again before it was told, only its leaving is.
        var events = new List<StreamedEvent>();
        foreach (var act in acts)
        {
            await act();
            events.AddRange(await stream.NextAsync(1));
        }

        Assert.Equal(
            ["ENTERED", "UPDATED", "LEFT", "ENTERED", "LEFT", "ENTERED", "UPDATED", "LEFT"],
            events.Select(e => e.Data.GetProperty("kind").GetString()));
        Assert.All(events, e => Assert.Equal(GlobalId.Of(ContentTable.Article, id), e.Data.GetProperty("id").GetString()));
        Assert.All(events, e => Assert.Equal(e.Id, e.Data.GetProperty("cursor").GetString()));
        Assert.All(events, e => Assert.Equal(
            e.Data.GetProperty("kind").GetString() == "LEFT", e.Data.GetProperty("article").ValueKind == JsonValueKind.Null));
    }

    [Fact]
    public async Task What_becomes_public_is_told_once_when_it_does_and_edits_are_not()
    {
        var section = Some.Word();
        using var stream = await EventStreamClient.OpenAsync(
            server.Client,
            "subscription ($section: String) { articlePublished(where: { section: { eq: $section } }) { article { headline status } } }",
            new { section });
        var id = await CreateAsync("Embargoed", section);
        await DoneAsync(Newsroom.PublishAsync(id, null, DateTimeOffset.UtcNow.AddMinutes(30), Cancel));
        await EditAsync(id, d => d with { Content = d.Content with { Headline = "Embargoed, and edited meanwhile" } });
        await server.Database.PassAnHourAsync(id);
        var told = await stream.NextAsync();
        Assert.Equal("""{"article":{"headline":"Embargoed, and edited meanwhile","status":"PUBLISHED"}}""", told?.Data.GetRawText());

        await EditAsync(id, d => d with { Content = d.Content with { Headline = "An edit" } });
        var other = await CreateAsync("The next", section);
        await DoneAsync(Newsroom.PublishAsync(other, null, null, Cancel));
        told = await stream.NextAsync();
        Assert.Equal("The next", told?.Data.GetProperty("article").GetProperty("headline").GetString());
    }

    [Fact]
    public async Task A_hundred_subscribers_of_the_same_cost_one_execution_and_get_the_same()
    {
        var section = Some.Word();
        var streams = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => SubscribeAsync(section)));
        var id = await CreateAsync("For all", section);

        // The service may not have noticed yet that another test's client has gone.
        var hub = server.Service.Services.GetRequiredService<SubscriptionHub>();
        while (hub.GroupCount > 1)
        {
            await Task.Delay(10, Cancel);
        }

        using var log = new StatementLog(server.Database);
        await DoneAsync(Newsroom.PublishAsync(id, null, null, Cancel));
        var events = await Task.WhenAll(streams.Select(s => s.NextAsync(null)));
        Assert.Single(events.Select(e => e!.Result.GetRawText()).Distinct());
        Assert.Single(log.RoundTrips, sql => sql.Contains("from article a", StringComparison.Ordinal) && sql.Contains("headline", StringComparison.Ordinal));
        foreach (var stream in streams)
        {
            stream.Dispose();
        }
    }

    [Fact]
    public async Task A_stream_that_resumes_is_told_what_it_missed_and_nothing_twice()
    {
        var section = Some.Word();
        var page = await server.QueryAsync("query ($s: String) { articles(where: { section: { eq: $s } }) { wireCursor } }", new { s = section });
        var cursor = page.GetProperty("articles").GetProperty("wireCursor").GetString();
        var ids = new List<long>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add(await CreateAsync($"Number {i}", section));
            await DoneAsync(Newsroom.PublishAsync(ids[i], null, null, Cancel));
        }

        var told = new List<string?>();
        while (told.Count < ids.Count)
        {
            // Two events a connection; the cut is not announced.
            using var stream = await SubscribeAsync(section, cursor);
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
        string? began;
        using (var stream = await SubscribeAsync(section))
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.NextAsync(patience.Token));
            began = stream.LastId;
        }

        var id = await CreateAsync("Meanwhile", section);
        await DoneAsync(Newsroom.PublishAsync(id, null, null, Cancel));
        using var resumed = await EventStreamClient.OpenAsync(server.Client, Changes, new { where = new { section = new { eq = section } } }, lastEventId: began);
        Assert.Equal("Meanwhile", (await resumed.NextAsync())!.Data.GetProperty("article").GetProperty("headline").GetString());
    }

    [Fact]
    public async Task Events_too_large_to_be_rendered_at_once_all_come_in_their_order()
    {
        const string Bodies = "subscription ($where: ArticleFilterInput, $after: String) { articleChanges(where: $where, after: $after) { article { headline body } } }";
        var section = Some.Word();
        var begin = server.Service.Services.GetRequiredService<NewsWire>().Head.ToString();
        var body = $"<p>{new string('x', 20_000)}</p>";
        for (var i = 0; i < 80; i++)
        {
            var id = await DoneAsync(Newsroom.CreateAsync(
                new ArticleDraft { Content = new ArticleContent { Headline = $"Number {i}", Language = "en", Section = section, Body = body } }, Cancel));
            await DoneAsync(Newsroom.PublishAsync(id, null, null, Cancel));
        }

        using var stream = await EventStreamClient.OpenAsync(server.Client, Bodies, new { where = new { section = new { eq = section } }, after = begin });
        Assert.Equal(
            Enumerable.Range(0, 80).Select(i => $"Number {i}"),
            (await stream.NextAsync(80)).Select(e => e.Data.GetProperty("article").GetProperty("headline").GetString()));
    }

    [Fact]
    public async Task Nobody_gets_into_anothers_group_by_the_names_of_variables()
    {
        const string Query = "subscription ($a: String, $b: String) { articlePublished(where: { section: { eq: $b }, kicker: { neq: $a } }) { article { headline } } }";
        var section = Some.Word();

        // With its value this name reads like the two variables of the other.
        using var forged = await EventStreamClient.OpenAsync(server.Client, Query, new Dictionary<string, string> { ["a=\"1\"\0b"] = section });
        using var honest = await EventStreamClient.OpenAsync(server.Client, Query, new { a = "1", b = section });
        foreach (var (headline, of) in new[] { ("Of another section", Some.Word()), ("Of the section", section) })
        {
            await DoneAsync(Newsroom.PublishAsync(await CreateAsync(headline, of), null, null, Cancel));
        }

        Assert.Equal("Of the section", (await honest.NextAsync())!.Data.GetProperty("article").GetProperty("headline").GetString());
    }

    [Fact]
    public async Task A_replay_tells_nothing_of_what_was_withdrawn_since()
    {
        var section = Some.Word();
        var begin = server.Service.Services.GetRequiredService<NewsWire>().Head.ToString();
        var withdrawn = await CreateAsync("A secret slip", section);
        await DoneAsync(Newsroom.PublishAsync(withdrawn, null, null, Cancel));
        await EditAsync(withdrawn, d => d with { Content = d.Content with { Summary = "More of the secret slip" } });
        var stays = await CreateAsync("This stays", section);
        await DoneAsync(Newsroom.PublishAsync(stays, null, null, Cancel));
        await DoneAsync(Newsroom.WithdrawAsync(withdrawn, null, null, Cancel));

        using var stream = await SubscribeAsync(section, begin);
        var events = await stream.NextAsync(2);
        Assert.Equal(["ENTERED", "LEFT"], events.Select(e => e.Data.GetProperty("kind").GetString()));
        Assert.DoesNotContain(events, e => e.Result.GetRawText().Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_header_wins_over_the_argument_and_a_cursor_that_is_none_is_refused()
    {
        using var stream = await EventStreamClient.OpenAsync(
            server.Client, "subscription { articleChanges(after: \"not-a-cursor\") { kind } }", lastEventId: "garbled");
        Assert.Equal(("WIRE_CURSOR_INVALID", "MALFORMED"), Refusal(await stream.NextAsync()));
        Assert.Null(await stream.NextAsync());
        Assert.True(stream.IsComplete);
    }

    [Theory]
    [InlineData(0, 1_000_000, "FUTURE")]
    [InlineData(1, 0, "OTHER_EPOCH")]
    public async Task A_cursor_of_another_log_or_of_the_future_is_refused_with_the_head(int epochs, long further, string reason)
    {
        var head = server.Service.Services.GetRequiredService<NewsWire>().Head;
        using var stream = await SubscribeAsync(Some.Word(), new WireCursor(head.Epoch + epochs, head.Position + further).ToString());
        var told = await stream.NextAsync();
        Assert.Equal(("WIRE_CURSOR_INVALID", reason), Refusal(told));
        Assert.StartsWith($"{head.Epoch:x8}-", told!.Id, StringComparison.Ordinal);
        Assert.Null(await stream.NextAsync());
        Assert.True(stream.IsComplete);
    }

    [Theory]
    [InlineData("subscription { articleChanges(where: { id: { eq: \"nonsense\" } }) { kind } }", "HC0001")]
    [InlineData("subscription ($no: Boolean = true) { articleChanges @skip(if: $no) { kind } }", null)]
    [InlineData("subscription { articleChanges { colour } }", null)]
    public async Task What_cannot_be_followed_is_refused_as_an_event(string query, string? code)
    {
        using var stream = await EventStreamClient.OpenAsync(server.Client, query);
        var told = await stream.NextAsync();
        var error = told!.Result.GetProperty("errors")[0];
        Assert.Equal(code, error.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("code", out var given) ? given.GetString() : null);
        Assert.Null(await stream.NextAsync());
        Assert.True(stream.IsComplete);
    }

    [Fact]
    public async Task When_a_topic_is_merged_into_another_the_lists_of_both_are_told()
    {
        var desk = server.Service.Services.GetRequiredService<EntityDesk>();
        var (old, stays) = (await TopicAsync(desk), await TopicAsync(desk));
        var (ofOld, ofOther) = (await NamingAsync("Of the old", old), await NamingAsync("Of the other", stays));
        using var oldList = await OfTopicAsync(old);
        using var otherList = await OfTopicAsync(stays);
        Assert.IsType<Published<EntityStanding>.Done>(await desk.MergeAsync(old, stays, Cancel));

        // Both lists are of both articles now. What a list had already may be told as an update or anew.
        Assert.Equal([ofOld, ofOther], (await oldList.NextAsync(2)).Select(ToldId).Order());
        Assert.Equal(ofOld, ToldId((await otherList.NextAsync(null))!));
        await DoneAsync(Newsroom.WithdrawAsync(ofOld, null, null, Cancel));
        Assert.Equal("LEFT", await KindOfNextAsync(oldList, ofOld));
        Assert.Equal("LEFT", await KindOfNextAsync(otherList, ofOld));

        Task<EventStreamClient> OfTopicAsync(long topic) => EventStreamClient.OpenAsync(
            server.Client, Changes, new { where = new { topics = new { some = new { id = new { eq = GlobalId.Of(ContentTable.Topic, topic) } } } } });

        static long ToldId(StreamedEvent told) => GlobalId.Parse(told.Data.GetProperty("id").GetString()!, ContentTable.Article);

        static async Task<string?> KindOfNextAsync(EventStreamClient list, long article)
        {
            while (await list.NextAsync() is { } told)
            {
                if (ToldId(told) == article && told.Data.GetProperty("kind").GetString() == "LEFT")
                {
                    return "LEFT";
                }
            }

            return null;
        }

        static async Task<long> TopicAsync(EntityDesk desk) => Assert.IsType<Published<EntityStanding>.Done>(
            await desk.UpsertAsync(EntityKind.Topic, null, _ => new EntityDraft { Name = Some.Word() }, Cancel)).Value.Id;
    }

    private async Task<long> NamingAsync(string headline, long topic)
    {
        var id = await CreateAsync(headline, Some.Word());
        await EditAsync(id, d => d with { Mentions = [new DraftMention(topic)] });
        return await DoneAsync(Newsroom.PublishAsync(id, null, null, Cancel));
    }

    private static (string? Code, string? Reason) Refusal(StreamedEvent? told)
    {
        var extensions = told!.Result.GetProperty("errors")[0].GetProperty("extensions");
        return (extensions.GetProperty("code").GetString(), extensions.GetProperty("reason").GetString());
    }

    private Task<EventStreamClient> SubscribeAsync(string section, string? after = null) =>
        EventStreamClient.OpenAsync(server.Client, Changes, new { where = new { section = new { eq = section } }, after });

    private async Task<long> CreateAsync(string headline, string section) => await DoneAsync(Newsroom.CreateAsync(
        new ArticleDraft { Content = new ArticleContent { Headline = headline, Language = "en", Section = section } }, Cancel));

    private Task<long> EditAsync(long id, Func<ArticleDraft, ArticleDraft> edit) => DoneAsync(Newsroom.UpdateAsync(id, null, edit, Cancel));

    private static async Task<long> DoneAsync(Task<Published<ArticleStanding>> act) => await act switch
    {
        Published<ArticleStanding>.Done done => done.Value.Id,
        Published<ArticleStanding>.Refused refused => throw new Xunit.Sdk.XunitException(string.Join("; ", refused.Errors.Select(e => e.Message))),
        _ => throw new InvalidOperationException(),
    };
}
