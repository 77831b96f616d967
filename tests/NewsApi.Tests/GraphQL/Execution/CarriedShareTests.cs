using System.Globalization;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Articles;
using NewsApi.Content.Caching;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Tests.Support;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>The pages of a news site while its newsroom writes: most answers stay in memory.</summary>
public sealed class CarriedShareTests(CachingServer service, ITestOutputHelper output) : IClassFixture<CachingServer>
{
    private const int Writes = 40;

    private readonly Random _random = new(17);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Most_answers_are_carried_over_the_writes_of_a_newsroom()
    {
        Topic[] topics = [.. Enumerable.Range(0, 20).Select(i => Some.Topic($"Topic {i}"))];
        Person[] people = [.. Enumerable.Range(0, 20).Select(i => Some.Person($"Person {i}"))];
        await service.Server.Database.StoreAsync([.. topics, .. people]);
        var newsroom = new ArticleCommands(service.Server.Database.Database);
        var ids = new List<long>();
        for (var i = 0; i < 120; i++)
        {
            await PublishAsync();
        }

        string[] slugs = await service.Server.Database.ScalarAsync<string[]>("select array_agg(slug) from article");
        (string Page, string Query)[] queries =
        [
            ("front page", "{ articles(first: 20) { nodes { headline topics { name } people { name } } } }"),
            .. Enumerable.Range(0, 5).Select(i => (
                "section", $"{{ articles(first: 10, where: {{ section: {{ eq: \"Section {i}\" }} }}) {{ nodes {{ headline }} }} }}")),
            .. topics.Select(t => ("topic", $"{{ topic(slug: \"{t.Slug}\") {{ name articles(first: 10) {{ nodes {{ headline }} }} }} }}")),
            .. people.Select(p => ("person", $"{{ person(slug: \"{p.Slug}\") {{ name articles(first: 10) {{ nodes {{ headline }} }} }} }}")),
            .. slugs.Select(s => ("article", $"{{ article(slug: \"{s}\") {{ headline topics {{ name }} people {{ name }} }} }}")),
        ];
        var (carried, touched) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        await ReadAsync(counts: false);
        for (var i = 0; i < Writes; i++)
        {
            // Half of the writes are new articles; most edits are of new ones.
            _ = _random.Next(10) switch
            {
                < 5 => await PublishAsync(),
                < 9 => await EditAsync(ids[^(1 + _random.Next(20))]),
                _ => await EditAsync(ids[_random.Next(ids.Count)]),
            };
            await ReadAsync(counts: true);
        }

        var all = carried.Values.Sum() / (double)(carried.Values.Sum() + touched.Values.Sum());
        output.WriteLine(string.Join(", ", carried.Keys.Union(touched.Keys).Select(p => string.Create(
            CultureInfo.InvariantCulture,
            $"{p}: {carried.GetValueOrDefault(p)} carried, {touched.GetValueOrDefault(p)} touched")).Append(
                string.Create(CultureInfo.InvariantCulture, $"all: {all:p1}"))));
        Assert.InRange(all, 0.9, 1);

        async Task<long> PublishAsync()
        {
            var created = await newsroom.CreateAsync(
                new ArticleDraft
                {
                    Content = new ArticleContent
                    {
                        Headline = $"News {ids.Count}",
                        Language = "en",
                        Section = $"Section {_random.Next(5)}",
                    },
                    Mentions = [new(topics[_random.Next(20)].Id), new(people[_random.Next(20)].Id)],
                },
                Token);
            var id = Assert.IsType<CommandResult<ArticleRef>.Committed>(created).Value.Id;
            await newsroom.PublishAsync(id, null, null, Token);
            ids.Add(id);
            return id;
        }

        async Task<long> EditAsync(long id)
        {
            await newsroom.UpdateAsync(id, null, d => d with { Content = d.Content with { Summary = $"{Guid.NewGuid()}" } }, Token);
            return id;
        }

        async Task ReadAsync(bool counts)
        {
            var periods = service.Server.Service.Services.GetRequiredService<PublicPeriods>();
            periods.Invalidate();
            await Poll.UntilAsync(() => periods.FindCurrent() is not null);
            foreach (var (page, query) in queries)
            {
                var (were, gone) = (service.Cache.Carried, service.Cache.Touched);
                await service.Server.Service.Services.GetRequiredService<IOperationExecutor>().ExecuteAsync(
                    new OperationRequest { Query = query, Caller = new ClaimsPrincipal() }, Token);
                if (counts)
                {
                    carried[page] = carried.GetValueOrDefault(page) + (int)(service.Cache.Carried - were);
                    touched[page] = touched.GetValueOrDefault(page) + (int)(service.Cache.Touched - gone);
                }
            }
        }
    }
}
