using System.Net;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>The headers by which a cache finds the responses that a change may have made stale.</summary>
public sealed class TagHeadersTests(CachingServer service) : IClassFixture<CachingServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_public_response_by_GET_has_the_same_tags_from_memory_and_with_304()
    {
        await service.Server.Newsroom.PublishAsync("Harbour bridge reopens", TestNewsroom.Place("Bergen"));
        const string Query = "{ article(slug: \"harbour-bridge-reopens\") { headline places { name } } }";
        var article = await service.Server.Database.ScalarAsync<long>("select id from article where slug = 'harbour-bridge-reopens'");
        var place = await service.Server.Database.ScalarAsync<long>("select id from entity where name = 'Bergen'");

        using var computed = await GetAsync(service.Uncached, Query);
        Assert.Equal([$"all,article-{article},entity-{place}"], computed.Headers.GetValues("Cache-Tag"));
        Assert.Equal([$"all article-{article} entity-{place}"], computed.Headers.GetValues("Surrogate-Key"));

        await service.HitAsync(Query);
        using var kept = await GetAsync(service.Server.Client, Query);
        Assert.Equal(computed.Headers.GetValues("Cache-Tag"), kept.Headers.GetValues("Cache-Tag"));
        service.Server.Client.DefaultRequestHeaders.TryAddWithoutValidation("If-None-Match", kept.Headers.ETag?.ToString());
        using var same = await GetAsync(service.Server.Client, Query);
        service.Server.Client.DefaultRequestHeaders.Remove("If-None-Match");
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(computed.Headers.GetValues("Cache-Tag"), same.Headers.GetValues("Cache-Tag"));
    }

    [Theory]
    [InlineData("{ article(slug: \"no-such-slug\") { headline } }", "all,articles")]
    [InlineData("{ articles(first: 3) { totalCount nodes { headline } } }", "all,articles")]
    [InlineData("{ topic(slug: \"no-such-slug\") { name } }", "all,people,places,topics")]
    [InlineData("{ topics { nodes { name } } }", "all,articles,people,places,topics")]
    [InlineData("{ articles(search: \"bridge\") { totalCount } }", "all,articles,people,places,topics")]
    public async Task What_was_listed_or_not_found_has_the_tag_of_its_list(string query, string tags)
    {
        using var response = await GetAsync(service.Uncached, query);
        Assert.Equal([tags], response.Headers.GetValues("Cache-Tag"));
    }

    [Fact]
    public async Task What_a_shared_cache_may_not_keep_has_no_tags()
    {
        using var posted = await service.Uncached.PostAsync(
            "graphql", new StringContent("{\"query\":\"{ articles { totalCount } }\"}", null, "application/json"), Token);
        Assert.False(posted.Headers.Contains("Cache-Tag"));
        using var reader = await service.Server.ClientOfAsync(Role.Reader);
        using var withKey = await GetAsync(reader, "{ articles { totalCount } }");
        Assert.False(withKey.Headers.Contains("Cache-Tag"));
        using var wrong = await GetAsync(service.Uncached, "{ noSuchField }");
        Assert.False(wrong.Headers.Contains("Cache-Tag"));
    }

    [Fact]
    public async Task An_answer_with_very_many_rows_has_only_tags_of_lists()
    {
        for (var i = 0; i < 3; i++)
        {
            await service.Server.Newsroom.PublishAsync(
                $"Gathering {i}", [.. Enumerable.Range(0, 60).Select(p => TestNewsroom.Person($"Guest {i} {p}"))]);
        }

        using var response = await GetAsync(
            service.Uncached, "{ articles(where: { headline: { startsWith: \"Gathering\" } }) { nodes { people { name } } } }");
        Assert.Equal(["all,articles,people,places,topics"], response.Headers.GetValues("Cache-Tag"));
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string query) =>
        client.GetAsync(new Uri($"graphql?query={Uri.EscapeDataString(query)}", UriKind.Relative), Token);
}
