using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Counts;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;
using NewsApi.Hosting;
using NewsApi.Tests.Content.Reading;
using NewsApi.Tests.GraphQL.Filtering;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>
/// Readers beside editors and an importer: a total count from memory is what PostgreSQL counts in the same snapshot, whatever is written,
/// becomes public or expires meanwhile. <c>NEWSAPI_TEST_SEED</c> repeats the content and the lists of a run.
/// </summary>
public sealed class CountsBesideWritersTests(CachingServer service, ITestOutputHelper output) : IClassFixture<CachingServer>
{
    private const int Readers = 3;
    private const int Lists = 30;

    /// <summary>The lists that a reader compares in a row, and the changes of the log until it does so again.</summary>
    private const int AtOnce = 10;
    private static readonly int Apart = (int)(15L * TestSize.CountedChanges / TestSize.KeptCounts);

    private int _compared;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_count_from_memory_is_the_count_of_its_snapshot()
    {
        await using var counting = await service.StartOtherAsync("0", countSize: "4000000");
        var memory = counting.Services.GetRequiredService<CountMemory>();
        var newsroom = await RandomNewsroom.CreateAsync(service.Server, output);
        var things = await Thing.AllPublicAsync(service.Server.Database, TimeProvider.System.GetUtcNow());
        var filters = new RandomFilters(await InputTypes.OfAsync(service.Server), things, newsroom.Seed);
        Condition[] lists = [.. Enumerable.Range(0, Lists).Select(i => Make(i, newsroom.Random, things, filters))];
        var second = new RandomWrites(service.Server, new Random(newsroom.Seed + 1));
        await second.LoadAsync();
        var imports = new RandomImports(service.Server.Database, new Random(newsroom.Seed + 2));
        var wire = counting.Services.GetRequiredService<NewsWire>();
        var (from, progress) = (wire.Head.Position, new TestProgress(output));

        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task[] all =
        [
            RepeatAsync(newsroom.Writes.WriteAsync, end.Token),
            RepeatAsync(second.WriteAsync, end.Token),
            RepeatAsync(imports.WriteAsync, end.Token),
            .. Enumerable.Range(0, Readers).Select(i => ReadAsync(
                counting, lists, newsroom.Seed + i,
                () =>
                {
                    progress.Report(Describe);
                    return !end.IsCancellationRequested
                        && (memory.Hits < TestSize.KeptCounts || wire.Head.Position - from < TestSize.CountedChanges);
                },
                end.Token)),
        ];
        await Task.WhenAny(all.Take(3).Append(Task.WhenAll(all.Skip(3))));
        await end.CancelAsync();
        await Task.WhenAll(all);
        output.WriteLine(Describe());

        string Describe() =>
            $"{wire.Head.Position - from} changes; {_compared} counts compared; {memory.Hits} from memory, {memory.Misses} counted again";
    }

    private static Condition Make(int number, Random random, ILookup<string, Thing> things, RandomFilters filters)
    {
        Condition Some(Relation relation, Func<Thing, Condition> of) =>
            new Condition.Some(relation, of(things[relation.To.Name].ElementAt(random.Next(things[relation.To.Name].Count()))));
        string Slug(Thing thing) => (string)thing.Values["slug"]!; // Not null: all have one.
        return (number % 10) switch
        {
            0 => Condition.True,
            1 => new Condition.Compare(ContentTable.Article.Field<Article>(a => a.Content.Section), Operators.Equal, "Economy"),
            2 => Some(Relation.Topics, t => new Condition.HasSlug(ContentTable.Topic, [Slug(t)])),
            3 => new Condition.Not(Some(Relation.People, t => new Condition.HasSlug(ContentTable.Person, [Slug(t), "none"]))),
            4 => Some(Relation.Places, t => new Condition.Below(ContentTable.Place, t.Id)),
            5 => Some(Relation.Topics, t => new Condition.Compare(ContentTable.Topic["Name"], Operators.Equal, t.Values["name"])),
            _ => ReadFilters.Read(filters.Filter("Article")),
        };
    }

    private static async Task RepeatAsync(Func<Task> write, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await write();
        }
    }

    private async Task ReadAsync(NewsService counting, Condition[] lists, int seed, Func<bool> goesOn, CancellationToken end)
    {
        var (random, factory) = (new Random(seed), counting.Services.GetRequiredService<SnapshotFactory>());
        var wire = counting.Services.GetRequiredService<NewsWire>();
        while (goesOn())
        {
            var next = wire.Head with { Position = wire.Head.Position + Apart };
            for (var i = 0; i < AtOnce; i++)
            {
                await CompareAsync(factory, lists[random.Next(lists.Length)]);
            }

            // The writers need the processors too.
            try
            {
                await wire.WaitUntilReadAsync(next, end);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task CompareAsync(SnapshotFactory factory, Condition where)
    {
        var list = TestLists.Of(ContentTable.Article).List() with { Where = where, Parts = ListParts.TotalCount };
        await using var snapshot = factory.Open(Visibility.Public);
        var kept = (await snapshot.ReadPageAsync(list, Token)).TotalCount;

        // As a list with its facets or its rows: the plan and the statement of a snapshot without a memory.
        var merged = MergedIdRewrite.For(list);
        await snapshot.RunAsync(merged.Statement is { } ids ? [ids] : [], last: false, Token);
        list = merged.IsNeeded ? merged.Rewrite(list) : list;
        var counted = ListStatements.Of(await snapshot.PlanAsync(list, Token), Visibility.Public);
        await snapshot.RunAsync(counted.Statements, last: false, Token);
        var fresh = counted.ToPage(snapshot.Cursor).TotalCount;
        Assert.True(kept == fresh, $"{where.Key} at {snapshot.Cursor}: {kept} from memory, {fresh} counted");
        Interlocked.Increment(ref _compared);
    }
}
