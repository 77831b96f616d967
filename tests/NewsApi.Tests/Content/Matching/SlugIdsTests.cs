using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Matching;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using NewsApi.Tests.Content.Publishing;
using NewsApi.Tests.Content.Reading;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Matching;

/// <summary>Lists by slugs are kept right by their events, while topics get other slugs, are merged, moved and deleted.</summary>
public sealed class SlugIdsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ArticleCommands Articles => new(database.Database);

    private EntityCommands Entities => new(database.Database);

    [Fact]
    public async Task Lists_by_slugs_followed_from_any_point_are_what_a_fresh_query_shows()
    {
        var random = new Random(4);
        var topics = new List<long>();
        for (var i = 0; i < 14; i++)
        {
            topics.Add(await TopicAsync(i < 3 ? null : topics[random.Next(i)]));
        }

        var articles = new List<long>();
        for (var i = 0; i < 30; i++)
        {
            articles.Add(await Articles.PublishedAsync(Editing.Draft($"Item {i}", Pick(random, topics))));
        }

        string[] slugs = [.. await database.ScalarAsync<string[]>("select array_agg(slug order by id) from entity"), "leads-nowhere"];
        Condition[] wheres = [.. Enumerable.Range(0, 40).Select(_ => Where(random, slugs))];
        var begin = await Task.WhenAll(wheres.Select(ReadAsync));

        await ActAsync(random, topics, articles, acts: 150);

        var log = await LogAsync(begin[0].Cursor.Position);
        foreach (var (where, list) in wheres.Zip(begin))
        {
            var held = list.Ids.ToHashSet();
            var middle = random.Next(log.Count);
            await FollowAsync(where, log.Take(middle), held, random);
            await FollowAsync(where, log.Skip(middle), held, random);
            Assert.Equal((await ReadAsync(where)).Ids.Order(), held.Order());
        }
    }

    [Fact]
    public async Task An_article_that_has_nothing_to_do_with_the_slug_is_no_event_and_needs_no_statement()
    {
        var (topic, other) = (await TopicAsync(null), await TopicAsync(null));
        var child = await TopicAsync(topic);
        var matcher = new ChangeMatcher(Below(await SlugAsync(topic)), new SnapshotFactory(database.Database));
        var begin = await database.HeadAsync();
        var (inside, outside) = (await Articles.PublishedAsync(Editing.Draft("In", child)),
            await Articles.PublishedAsync(Editing.Draft("Out", other)));
        Assert.Equal([(inside, ListChangeKind.Entered)], await MatchAsync(matcher, begin));

        using var log = new StatementLog(database);
        begin = await database.HeadAsync();
        await Articles.UpdateAsync(inside, null, d => d.Saying("In again"), Token).DoneAsync();
        await Articles.UpdateAsync(outside, null, d => d.Saying("Out again"), Token).DoneAsync();
        Assert.Equal([(inside, ListChangeKind.Updated)], await MatchAsync(matcher, begin));
        Assert.DoesNotContain(log.RoundTrips, sql => sql.Contains("former_slug f on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_left_before_its_topic_was_deleted_leaves_the_list_of_a_reader_that_was_away()
    {
        var topic = await TopicAsync(null);
        var slug = await SlugAsync(topic);
        var article = await Articles.PublishedAsync(Editing.Draft("Of a topic that ends", topic));
        var begin = await database.HeadAsync();
        await Articles.UpdateAsync(article, null, d => d with { Mentions = [] }, Token).DoneAsync();
        await Entities.DeleteAsync(topic, Token).DoneAsync();

        foreach (var where in new[] { Below(slug), new Condition.Some(Relation.Topics, Has(slug)) })
        {
            var matcher = new ChangeMatcher(where, new SnapshotFactory(database.Database));
            Assert.Equal([(article, ListChangeKind.Left)], await MatchAsync(matcher, begin));
        }
    }

    [Fact]
    public async Task A_merged_topics_slug_keeps_its_list_and_gains_that_of_the_other()
    {
        var (goes, stays) = (await TopicAsync(null), await TopicAsync(null));
        var slug = await SlugAsync(goes);
        var (ofOne, ofOther) = (await Articles.PublishedAsync(Editing.Draft("Of the one", goes)),
            await Articles.PublishedAsync(Editing.Draft("Of the other", stays)));
        var matcher = new ChangeMatcher(new Condition.Some(Relation.Topics, Has(slug)), new SnapshotFactory(database.Database));
        var begin = await database.HeadAsync();
        await Articles.UpdateAsync(ofOne, null, d => d.Saying("Of the one, again"), Token).DoneAsync();
        Assert.Equal([(ofOne, ListChangeKind.Updated)], await MatchAsync(matcher, begin));

        begin = await database.HeadAsync();
        await Entities.MergeAsync(goes, stays, Token).DoneAsync();
        await Articles.UpdateAsync(ofOther, null, d => d.Saying("Of the other, again"), Token).DoneAsync();
        var found = await MatchAsync(matcher, begin);
        Assert.Equal([ofOne, ofOther], found.Select(f => f.Article).Distinct().Order());
        Assert.DoesNotContain(found, f => f.Kind == ListChangeKind.Left);
    }

    [Fact]
    public async Task Only_what_had_a_deleted_topic_may_have_been_in_the_list_of_a_reader_that_was_away()
    {
        var (topic, other, ends) = (await TopicAsync(null), await TopicAsync(null), await TopicAsync(null));
        var unrelated = await Articles.PublishedAsync(Editing.Draft("Of another topic", other));
        var ofEnded = await Articles.PublishedAsync(Editing.Draft("Of a topic that ends", other, ends));
        var begin = await database.HeadAsync();
        await Articles.UpdateAsync(unrelated, null, d => d.Saying("Of another topic, again"), Token).DoneAsync();
        await Articles.UpdateAsync(ofEnded, null, d => d with { Mentions = [] }, Token).DoneAsync();
        await Entities.DeleteAsync(ends, Token).DoneAsync();
        Assert.Equal([(ofEnded, ListChangeKind.Left)], await MatchAsync(Matcher(Below(await SlugAsync(topic))), begin));
    }

    [Fact]
    public async Task A_described_topic_keeps_its_articles_in_the_list()
    {
        var topic = await TopicAsync(null);
        var article = await Articles.PublishedAsync(Editing.Draft("Of a topic", topic));
        var matcher = Matcher(Below(await SlugAsync(topic)));
        for (var i = 0; i < 2; i++)
        {
            var begin = await database.HeadAsync();
            await Articles.UpdateAsync(article, null, d => d.Saying($"Again {i}"), Token).DoneAsync();
            Assert.Equal([(article, ListChangeKind.Updated)], await MatchAsync(matcher, begin));
            begin = await database.HeadAsync();
            await Entities.UpsertAsync(EntityKind.Topic, topic, d => d! with { Description = "Described" }, Token).DoneAsync();
            Assert.Empty(await MatchAsync(matcher, begin));
        }
    }

    [Fact]
    public async Task A_hidden_topic_has_no_events_of_what_lies_below_and_a_topic_that_becomes_hidden_loses_its_articles()
    {
        var secret = (await Entities.UpsertAsync(
            EntityKind.Topic, null, _ => Draft(null) with { IsPublic = false }, Token).DoneAsync()).Value.Id;
        var (slug, child) = (await SlugAsync(secret), await TopicAsync(secret));
        var matcher = Matcher(Below(slug));
        async Task AssertAsync(Func<Task> act, params (long, ListChangeKind)[] expected)
        {
            var begin = await database.HeadAsync();
            await act();
            Assert.Equal(expected, await MatchAsync(matcher, begin));
        }

        Task UpdateAsync(long id) => Articles.UpdateAsync(id, null, d => d.Saying(Some.Word()), Token).DoneAsync();
        Task ShowAsync(bool shown) =>
            Entities.UpsertAsync(EntityKind.Topic, secret, d => d! with { IsPublic = shown }, Token).DoneAsync();
        var article = 0L;
        await AssertAsync(async () => article = await Articles.PublishedAsync(Editing.Draft("Below", child)));
        await AssertAsync(() => UpdateAsync(article));
        Assert.Empty(await MatchAsync(Matcher(Below(slug)), 0));
        await AssertAsync(() => ShowAsync(true));
        await AssertAsync(() => UpdateAsync(article), (article, ListChangeKind.Entered));
        await AssertAsync(() => ShowAsync(false));
        await AssertAsync(() => UpdateAsync(article), (article, ListChangeKind.Left));

        // A public article that mentions the topic shows it.
        var beforeNaming = await database.HeadAsync();
        var naming = await Articles.PublishedAsync(Editing.Draft("Named", secret));
        Assert.Equal([(naming, ListChangeKind.Entered)], await MatchAsync(matcher, beforeNaming));
        await AssertAsync(() => UpdateAsync(article), (article, ListChangeKind.Entered));
        Assert.Empty(await MatchAsync(Matcher(new Condition.Some(Relation.Topics, Has("leads-nowhere"))), 0));
    }

    private ChangeMatcher Matcher(Condition where) => new(where, new SnapshotFactory(database.Database));

    private static Condition.HasSlug Has(params string[] slugs) => new(ContentTable.Topic, [.. slugs]);

    private static Condition.Some Below(string slug) => new(Relation.Topics, new Condition.BelowSlug(ContentTable.Topic, slug));

    private static Condition Where(Random random, string[] slugs)
    {
        string Slug() => slugs[random.Next(slugs.Length)];
        var about = new Condition.Compare(ContentTable.Mention["Relation"], Operators.Equal, (short)MentionRelation.About);
        return random.Next(6) switch
        {
            0 => new Condition.Some(Relation.Topics, Has(Slug(), Slug())),
            1 => new Condition.Not(Below(Slug())),
            2 => Condition.All([Below(Slug()), new Condition.Not(new Condition.Some(Relation.Topics, Has(Slug())))]),
            3 => new Condition.Some(
                Relation.Mentions,
                Condition.All([about, Below(Slug()) with { Relation = Relation.MentionedOf(ContentTable.Topic) }])),
            4 => new Condition.Some(Relation.Topics, new Condition.Not(Has(Slug()))),
            _ => Below(Slug()),
        };
    }

    private static long[] Pick(Random random, List<long> topics) =>
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => topics[random.Next(topics.Count)]).Distinct()];

    private async Task ActAsync(Random random, List<long> topics, List<long> articles, int acts)
    {
        for (var i = 0; i < acts; i++)
        {
            var (topic, article) = (topics[random.Next(topics.Count)], articles[random.Next(articles.Count)]);
            switch (random.Next(10))
            {
                case 0:
                    await Entities.UpsertAsync(
                        EntityKind.Topic, topic, d => (d ?? Draft(null)) with { Slug = $"renamed-{i}" }, Token);
                    break;
                case 1:
                    await Entities.UpsertAsync(
                        EntityKind.Topic, topic, d => (d ?? Draft(null)) with { ParentId = topics[random.Next(topics.Count)] }, Token);
                    break;
                case 2 when i % 3 == 0:
                    await Entities.MergeAsync(topic, topics[random.Next(topics.Count)], Token);
                    break;
                case 3:
                    await Entities.DeleteAsync(topic, Token);
                    break;
                case 4:
                    articles.Add(await Articles.PublishedAsync(Editing.Draft($"New {i}", await ExistingAsync(Pick(random, topics)))));
                    break;
                case 5:
                    await Articles.WithdrawAsync(article, null, null, Token);
                    break;
                default:
                    var named = await ExistingAsync(Pick(random, topics));
                    await Articles.UpdateAsync(
                        article, null, d => d with { Mentions = [.. named.Select(id => new DraftMention(id))] }, Token);
                    break;
            }
        }
    }

    private async Task FollowAsync(Condition where, IEnumerable<WireChange> log, HashSet<long> held, Random random)
    {
        var matcher = new ChangeMatcher(where, new SnapshotFactory(database.Database));
        foreach (var segment in log.Chunk(random.Next(1, 60)))
        {
            foreach (var change in await matcher.MatchAsync(segment, Token))
            {
                _ = change.Kind == ListChangeKind.Left ? held.Remove(change.ArticleId) : held.Add(change.ArticleId);
            }
        }
    }

    private async Task<(long Article, ListChangeKind Kind)[]> MatchAsync(ChangeMatcher matcher, long after) =>
        [.. (await matcher.MatchAsync(await LogAsync(after), Token)).Select(c => (c.ArticleId, c.Kind))];

    private static EntityDraft Draft(long? parent) => new() { Name = Some.Word(), ParentId = parent };

    private async Task<long> TopicAsync(long? parent) =>
        (await Entities.UpsertAsync(EntityKind.Topic, null, _ => Draft(parent), Token).DoneAsync()).Value.Id;

    private Task<string> SlugAsync(long id) => database.ScalarAsync<string>($"select slug from entity where id = {id}");

    /// <summary>Those that were neither deleted nor merged.</summary>
    private Task<long[]> ExistingAsync(long[] ids) => database.ScalarAsync<long[]>(
        $"select coalesce(array_agg(id), '{{}}') from entity where id = any('{{{string.Join(',', ids)}}}'::bigint[])");

    private async Task<(IReadOnlyList<long> Ids, WireCursor Cursor)> ReadAsync(Condition where)
    {
        var list = TestLists.Of(ContentTable.Article).List(size: 10_000) with { Where = where };
        var page = await database.ReadAsync(list, Visibility.Public);
        return ([.. page.Ids()], page.Wire);
    }

    private async Task<IReadOnlyList<WireChange>> LogAsync(long after)
    {
        var changes = new List<WireChange>();
        await using var command = database.Source.CreateCommand(
            "select position, committed_at, kind, subject_id, internal, before::text, after::text from wire_change where position > $1 order by 1");
        command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = after });
        await using var reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
        {
            changes.Add(new(
                reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), (ChangeKind)reader.GetInt16(2), reader.GetInt64(3),
                reader.GetBoolean(4), reader.IsDBNull(5) ? null : reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6)));
        }

        return changes;
    }
}
