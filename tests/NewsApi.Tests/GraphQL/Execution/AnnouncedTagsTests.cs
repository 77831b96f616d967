using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Caching;
using NewsApi.Content.Wire;
using NewsApi.Tests.Support;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>
/// Random queries and random writes: whenever a fresh answer differs from an earlier one, the tags that were announced in between have one
/// of the earlier answer. So a cache that is purged by tags never keeps a stale answer. <c>NEWSAPI_TEST_SEED</c> repeats a run.
/// </summary>
public sealed class AnnouncedTagsTests(CachingServer service, ITestOutputHelper output) : IClassFixture<CachingServer>
{
    private const int Entries = 40;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task If_an_answer_changes_one_of_its_tags_is_announced()
    {
        var (seed, _, queries, writes) = await RandomNewsroom.CreateAsync(service.Server, output);
        var (compared, changed, purged) = (0, 0, 0);
        for (var step = 0; step < TestSize.TaggedSteps; step++)
        {
            var earlier = new List<(RandomQuery Query, OperationResponse.Result Answer, HashSet<string> Tags)>();
            while (earlier.Count < Entries)
            {
                var query = await queries.NextAsync(service.ReadUncachedAsync);
                var answer = await service.ExecuteAsync(cached: false, query);
                earlier.Add((query, answer, [.. Assert.IsType<ResponseTags>(answer.Tags).SurrogateKey.Split(' ')]));
            }

            await writes.WriteAsync();
            foreach (var (query, answer, tags) in earlier)
            {
                var fresh = await service.ExecuteAsync(cached: false, query);
                compared++;
                if (answer.Body.Span.SequenceEqual(fresh.Body.Span))
                {
                    purged += (await AnnouncedAsync(answer, fresh)).Overlaps(tags) ? 1 : 0;
                    continue;
                }

                // The log has a change at the latest a moment after an article has become public or has expired.
                changed++;
                await Poll.ReadUntilAsync(
                    async () => (Announced: await AnnouncedAsync(answer, fresh), Tags: tags, query.Document, query.Variables, seed, step),
                    seen => seen.Announced.Overlaps(seen.Tags), TimeSpan.FromSeconds(10));
            }
        }

        output.WriteLine($"{compared} answers compared: {changed} had changed, {purged} had not and would have been purged");
        Assert.True(changed > 0);
    }

    /// <summary>The tags that were announced since an answer, at least up to a fresh one.</summary>
    private async Task<HashSet<string>> AnnouncedAsync(OperationResponse.Result answer, OperationResponse.Result fresh)
    {
        Assert.True(WireCursor.TryParse(answer.Cursor, out var at));
        Assert.True(WireCursor.TryParse(fresh.Cursor, out var end));
        var wire = service.Server.Service.Services.GetRequiredService<NewsWire>();
        await wire.WaitUntilReadAsync(end, Token);
        var (reader, announced) = (new ChangedTagsReader(service.Server.Database.Database), new HashSet<string>());
        while (at.Position < wire.Head.Position)
        {
            var batch = await wire.ReadNextAsync(at, Token);
            Assert.Null(batch.Rejection);
            announced.UnionWith((await reader.ReadAsync(batch.Changes, Token)).SelectMany(tags => tags));
            at = batch.Cursor;
        }

        return announced;
    }
}
