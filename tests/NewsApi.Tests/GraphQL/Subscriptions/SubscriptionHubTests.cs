using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Subscriptions;
using NewsApi.Tests.Content.Publishing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Subscriptions;

public sealed class SubscriptionHubTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_gets_every_change_with_its_kind()
    {
        var section = Some.Word();
        using var stream = await server.SubscribeAsync(section);
        var id = await server.CreateAsync("First", section);
        Func<Task>[] acts =
        [
            () => server.PublishAsync(id),
            () => server.EditAsync(id, d => d with { Content = d.Content with { Headline = "Second" } }),
            () => server.EditAsync(id, d => d with { Content = d.Content with { Section = "elsewhere" } }),
            async () =>
            {
                await server.EditAsync(id, d => d with { Content = d.Content with { Headline = "Not told", Urgency = 3 } });
                await server.EditAsync(id, d => d with { Content = d.Content with { Section = section } });
            },
            () => server.WithdrawAsync(id),
            () => server.PublishAsync(id),
            () => server.EditAsync(id, d => d with { ExpiresAt = DateTimeOffset.UtcNow.AddMinutes(30) }),
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
    public async Task ArticlePublished_sends_an_article_once_when_it_becomes_public_and_sends_no_edits()
    {
        var section = Some.Word();
        using var stream = await EventStreamClient.OpenAsync(
            server.Client,
            "subscription ($section: String) { articlePublished(where: { section: { eq: $section } }) { article { headline status } } }",
            new { section });
        var id = await server.CreateAsync("Embargoed", section);
        await server.Editor().PublishAsync(id, null, DateTimeOffset.UtcNow.AddMinutes(30), Cancel).DoneAsync();
        await server.EditAsync(id, d => d with { Content = d.Content with { Headline = "Embargoed, and edited meanwhile" } });
        await server.Database.PassAnHourAsync(id);
        var told = await stream.NextAsync();
        Assert.Equal("""{"article":{"headline":"Embargoed, and edited meanwhile","status":"PUBLISHED"}}""", told?.Data.GetRawText());

        await server.EditAsync(id, d => d with { Content = d.Content with { Headline = "An edit" } });
        var other = await server.CreateAsync("The next", section);
        await server.PublishAsync(other);
        told = await stream.NextAsync();
        Assert.Equal("The next", told?.Data.GetProperty("article").GetProperty("headline").GetString());
    }

    [Fact]
    public async Task A_hundred_equal_subscriptions_take_one_execution_and_get_the_same_result()
    {
        var section = Some.Word();
        var streams = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => server.SubscribeAsync(section)));
        var id = await server.CreateAsync("For all", section);

        // The service may not have noticed yet that another test's client has gone.
        var hub = server.Service.Services.GetRequiredService<SubscriptionHub>();
        await Poll.UntilAsync(() => hub.GroupCount <= 1, () => hub.GroupCount);

        using var log = new StatementLog(server.Database);
        await server.PublishAsync(id);
        var events = await Task.WhenAll(streams.Select(s => s.NextAsync(null)));
        Assert.Single(events.Select(e => e!.Result.GetRawText()).Distinct());
        Assert.Single(log.RoundTrips, sql => sql.Contains("from article a", StringComparison.Ordinal)
            && sql.Contains("headline", StringComparison.Ordinal));
        foreach (var stream in streams)
        {
            stream.Dispose();
        }
    }

    [Fact]
    public async Task A_forged_variable_name_does_not_join_the_group_of_another_subscription()
    {
        const string Query = "subscription ($a: String, $b: String) { articlePublished(where: { section: { eq: $b }, kicker: { neq: $a } }) { article { headline } } }";
        var section = Some.Word();

        // With its value this name reads like the two variables of the other.
        using var forged = await EventStreamClient.OpenAsync(
            server.Client, Query, new Dictionary<string, string> { ["a=\"1\"\0b"] = section });
        using var honest = await EventStreamClient.OpenAsync(server.Client, Query, new { a = "1", b = section });
        foreach (var (headline, of) in new[] { ("Of another section", Some.Word()), ("Of the section", section) })
        {
            await server.PublishAsync(await server.CreateAsync(headline, of));
        }

        Assert.Equal("Of the section", (await honest.NextAsync())!.Data.GetProperty("article").GetProperty("headline").GetString());
    }

    [Theory]
    [InlineData("subscription { articleChanges(where: { id: { eq: \"nonsense\" } }) { kind } }", "HC0001")]
    [InlineData("subscription ($no: Boolean = true) { articleChanges @skip(if: $no) { kind } }", null)]
    [InlineData("subscription { articleChanges { colour } }", null)]
    public async Task An_invalid_subscription_is_rejected_with_an_event(string query, string? code)
    {
        using var stream = await EventStreamClient.OpenAsync(server.Client, query);
        var told = await stream.NextAsync();
        var error = told!.Result.GetProperty("errors")[0];
        Assert.Equal(code, error.TryGetProperty("extensions", out var extensions)
            && extensions.TryGetProperty("code", out var given) ? given.GetString() : null);
        Assert.Null(await stream.NextAsync());
        Assert.True(stream.IsComplete);
    }

    [Fact]
    public async Task A_merge_of_two_topics_sends_events_to_the_lists_of_both()
    {
        var desk = server.Service.Services.GetRequiredService<EntityCommands>();
        var (old, stays) = (await TopicAsync(desk), await TopicAsync(desk));
        var (ofOld, ofOther) = (await NamingAsync("Of the old", old), await NamingAsync("Of the other", stays));
        using var oldList = await OfTopicAsync(old);
        using var otherList = await OfTopicAsync(stays);
        Assert.IsType<CommandResult<EntityRef>.Committed>(await desk.MergeAsync(old, stays, Cancel));

        // Both lists are of both articles now. A stream may begin before the publications, so their events may come first.
        await ReadUntilAsync(oldList, ofOld, ofOther);
        await ReadUntilAsync(otherList, ofOld);
        await server.WithdrawAsync(ofOld);
        Assert.Equal("LEFT", await KindOfNextAsync(oldList, ofOld));
        Assert.Equal("LEFT", await KindOfNextAsync(otherList, ofOld));

        Task<EventStreamClient> OfTopicAsync(long topic) => EventStreamClient.OpenAsync(
            server.Client, Subscribing.Changes,
                new { where = new { topics = new { some = new { id = new { eq = GlobalId.Of(ContentTable.Topic, topic) } } } } });

        static long ToldId(StreamedEvent told) => GlobalId.Parse(told.Data.GetProperty("id").GetString()!, ContentTable.Article);

        static async Task ReadUntilAsync(EventStreamClient list, params long[] articles)
        {
            var missing = articles.ToHashSet();
            while (missing.Count > 0)
            {
                missing.Remove(ToldId(Assert.IsType<StreamedEvent>(await list.NextAsync())));
            }
        }

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

        static async Task<long> TopicAsync(EntityCommands desk) => Assert.IsType<CommandResult<EntityRef>.Committed>(
            await desk.UpsertAsync(EntityKind.Topic, null, _ => new EntityDraft { Name = Some.Word() }, Cancel)).Value.Id;
    }

    private async Task<long> NamingAsync(string headline, long topic)
    {
        var id = await server.CreateAsync(headline, Some.Word());
        await server.EditAsync(id, d => d with { Mentions = [new DraftMention(topic)] });
        return await server.PublishAsync(id);
    }
}
