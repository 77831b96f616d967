using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Caching;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>Which changes leave which answers in memory.</summary>
public sealed class CarriedExamplesTests(CachingServer service) : IClassFixture<CachingServer>
{
    private readonly string _name = $"news {Guid.NewGuid():N}";

    private PublicPeriods Periods => service.Server.Service.Services.GetRequiredService<PublicPeriods>();

    private string FrontPage => List("first: 2", "nodes { headline summary } pageInfo { hasNextPage }");

    private string Count => List("first: 0", "totalCount");

    [Fact]
    public async Task A_change_below_the_front_page_leaves_the_front_page()
    {
        string[] ids = [await PublishAsync(), await PublishAsync(), await PublishAsync(), await PublishAsync(), await PublishAsync()];
        Assert.True(await SurvivesAsync(FrontPage, () => EditAsync(ids[0])));
        Assert.True(await SurvivesAsync(FrontPage, () => WithdrawAsync(ids[1])));
        Assert.False(await SurvivesAsync(FrontPage, () => EditAsync(ids[3])));
        Assert.False(await SurvivesAsync(FrontPage, PublishAsync));

        // The row after the page decides whether the list goes on.
        Assert.False(await SurvivesAsync(FrontPage, () => WithdrawAsync(ids[3])));
    }

    [Fact]
    public async Task An_article_of_another_list_leaves_a_list()
    {
        var id = await PublishAsync();
        var other = await service.PublishAsync("of another list");
        foreach (var query in new[] { FrontPage, Count, List("last: 3", "edges { cursor }") })
        {
            Assert.True(await SurvivesAsync(query, () => service.PublishAsync("of another list")));
            Assert.True(await SurvivesAsync(query, () => EditAsync(other)));
            Assert.False(await SurvivesAsync(query, PublishAsync));
        }

        // A count stays the same when an article is edited within the list.
        Assert.True(await SurvivesAsync(Count, () => EditAsync(id)));
        Assert.False(await SurvivesAsync(Count, () => WithdrawAsync(id)));
        Assert.False(await SurvivesAsync(Count, () => EditAsync(other, $"headline: \"{_name}\"")));
    }

    [Fact]
    public async Task An_article_is_touched_by_its_own_changes_and_by_new_names_of_what_it_mentions()
    {
        var (shown, hidden) = (await PersonAsync(), await PersonAsync());
        var id = await PublishAsync();
        await EditAsync(id, $"mentions: [{{ entity: \"{shown}\" }}]");
        var slug = await SlugAsync(id);
        var page = $"{{ article(slug: \"{slug}\") {{ headline people {{ name }} versions {{ version }} }} }}";
        Assert.True(await SurvivesAsync(page, PublishAsync));
        Assert.True(await SurvivesAsync(page, () => RenameAsync(hidden)));
        Assert.False(await SurvivesAsync(page, () => RenameAsync(shown)));
        Assert.False(await SurvivesAsync(page, () => EditAsync(id)));
        Assert.False(await SurvivesAsync(page, () => EditAsync(id, $"slug: \"{Guid.NewGuid()}\"")));

        // The former slug leads to it, and the answer is that of its id.
        Assert.False(await SurvivesAsync(page, () => WithdrawAsync(id)));
        Assert.Contains("null", await service.HitAsync(page), StringComparison.Ordinal);
        Assert.False(await SurvivesAsync(page, PublishAsync));
    }

    [Fact]
    public async Task A_topic_page_is_touched_by_the_articles_of_the_topic()
    {
        var (topic, other) = (await TopicAsync(), await TopicAsync());
        string On(string id) => $"mentions: [{{ entity: \"{id}\" }}]";
        var newest = await PublishAsync();
        await EditAsync(newest, On(topic));
        foreach (var page in new[]
        {
            $"{{ topic(id: \"{topic}\") {{ name articles(first: 5) {{ nodes {{ headline }} totalCount }} }} }}",
            $"{{ articles(where: {{ topics: {{ some: {{ id: {{ eq: \"{topic}\" }} }} }} }}) {{ nodes {{ headline }} }} }}",
        })
        {
            var article = await PublishAsync();
            Assert.True(await SurvivesAsync(page, () => EditAsync(article, On(other))));
            Assert.False(await SurvivesAsync(page, () => EditAsync(article, On(topic))));
            Assert.False(await SurvivesAsync(page, () => EditAsync(article, On(other))));
        }
    }

    [Fact]
    public async Task Facets_are_touched_by_the_values_that_they_count()
    {
        var (topic, other) = (await TopicAsync(), await TopicAsync());
        var id = await PublishAsync();
        await EditAsync(id, $"section: \"Economy\", mentions: [{{ entity: \"{topic}\" }}]");
        var sections = List("first: 0", "facets { sections { value count } }");
        var topics = List("first: 0", "facets { topics { topic { name } count } }");
        var months = List("first: 0", "timeline(by: MONTH) { start count }");
        foreach (var query in new[] { sections, topics, months })
        {
            Assert.True(await SurvivesAsync(query, () => EditAsync(id)));
            Assert.True(await SurvivesAsync(query, () => service.PublishAsync("of another list")));
            Assert.False(await SurvivesAsync(query, PublishAsync));
        }

        Assert.False(await SurvivesAsync(sections, () => EditAsync(id, "section: \"Sport\"")));
        Assert.True(await SurvivesAsync(topics, () => EditAsync(id, "section: \"Politics\"")));
        Assert.False(await SurvivesAsync(topics, () => EditAsync(id, $"mentions: [{{ entity: \"{other}\" }}]")));
        Assert.True(await SurvivesAsync(months, () => EditAsync(id, $"mentions: [{{ entity: \"{topic}\" }}]")));
        Assert.False(await SurvivesAsync(topics, () => RenameAsync(topic, "upsertTopic")));
        Assert.True(await SurvivesAsync(sections, () => RenameAsync(topic, "upsertTopic")));
    }

    [Fact]
    public async Task An_embargo_that_ends_elsewhere_leaves_an_answer()
    {
        await PublishAsync();
        Assert.True(await SurvivesAsync(FrontPage, async () =>
        {
            await service.PublishAsync("later", DateTimeOffset.UtcNow.AddSeconds(2));
            await Poll.UntilAsync(async () => !await service.Server.Database.ScalarAsync<bool>(
                "select exists (select from article where published_at is not null and withdrawn_at is null and not announced)"));
        }));
    }

    private string List(string arguments, string selection) =>
        $"{{ articles({arguments}, where: {{ headline: {{ startsWith: \"{_name}\" }} }}) {{ {selection} }} }}";

    /// <summary>Returns whether the answer still comes from memory after a write. It must equal a fresh answer in each case.</summary>
    private async Task<bool> SurvivesAsync(string query, Func<Task> write)
    {
        await service.HitAsync(query);
        await write();
        await Poll.UntilAsync(() => Periods.FindCurrent() is not null);
        var (hits, carried) = (service.Cache.Hits, service.Cache.Carried);
        var (body, _) = await CachingServer.ReadAsync(service.Server.Client, query);
        Assert.Equal((await CachingServer.ReadAsync(service.Uncached, query)).Body, body);
        Assert.Equal(service.Cache.Hits > hits, service.Cache.Carried > carried);
        return service.Cache.Hits > hits;
    }

    private Task<string> PublishAsync() => service.PublishAsync(_name);

    private Task EditAsync(string id, string? change = null) => WriteAsync(
        "updateArticle", $"id: \"{id}\", {change ?? $"summary: \"{Guid.NewGuid()}\""}");

    private Task WithdrawAsync(string id) => WriteAsync("withdrawArticle", $"id: \"{id}\"");

    private Task RenameAsync(string id, string mutation = "upsertPerson") =>
        WriteAsync(mutation, $"id: \"{id}\", name: \"{Guid.NewGuid()}\"");

    private Task<string> PersonAsync() => CreateAsync("upsertPerson", "person");

    private Task<string> TopicAsync() => CreateAsync("upsertTopic", "topic");

    private async Task<string> CreateAsync(string mutation, string field)
    {
        var created = await service.WriteAsync(
            $"mutation {{ {mutation}(input: {{ name: \"{Guid.NewGuid()}\" }}) {{ {field} {{ id }} errors {{ __typename }} }} }}");
        return created.GetProperty(field).GetProperty("id").GetString()!; // Not null: an id.
    }

    private async Task<string> SlugAsync(string id)
    {
        var found = await service.Server.QueryAsync($"{{ article(id: \"{id}\") {{ slug }} }}");
        return found.GetProperty("article").GetProperty("slug").GetString()!; // Not null: a slug.
    }

    private async Task WriteAsync(string mutation, string input)
    {
        var result = await service.WriteAsync($"mutation {{ {mutation}(input: {{ {input} }}) {{ cursor errors {{ __typename }} }} }}");
        Assert.True(result.GetProperty("errors").ValueKind == System.Text.Json.JsonValueKind.Null, result.ToString());
    }
}
