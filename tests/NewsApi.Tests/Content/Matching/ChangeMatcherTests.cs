using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Matching;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using NewsApi.Tests.Content.Wire;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Matching;

public sealed class ChangeMatcherTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const ListChangeKind Entered = ListChangeKind.Entered;
    private const ListChangeKind Updated = ListChangeKind.Updated;
    private const ListChangeKind Left = ListChangeKind.Left;

    private static readonly Condition Economy = new Condition.Compare(ContentTable.Article["Section"], Operators.Equal, "Economy");

    // Far beyond the log of this class's database, so that whatever is read was read before it.
    private long _position = 1_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SnapshotFactory News => new(database.Database);

    [Fact]
    public async Task Facts_alone_decide_synchronously_if_an_article_enters_is_updated_or_leaves()
    {
        using var log = new StatementLog(database);
        var judge = new ChangeMatcher(Economy, News);
        var (inside, edited, outside) = (Facts("Economy"), Facts("Economy") with { Version = 2 }, Facts("Sport"));

        var judged = judge.MatchAsync(
            [
                Change(null, inside), Change(inside, edited), Change(edited, outside), Change(outside, inside), Change(inside, null),
                Change(null, outside), Change(outside, outside), Change(outside, null), Change(null, null, isInternal: true),
                new WireChange(++_position, Some.Moment, ChangeKind.Entity, 1, false, null, null),
            ],
            Token);

        Assert.True(judged.IsCompletedSuccessfully);
        Assert.Equal(
            [(1, Entered, true), (2, Updated, false), (3, Left, false), (4, Entered, false), (5, Left, false)],
            (await judged).Select(j => (j.Position - 1_000_000, j.Kind, j.BecamePublic)));
        Assert.Empty(log.RoundTrips);
    }

    [Fact]
    public async Task A_search_is_looked_up_in_the_database_once_for_each_version_of_an_article()
    {
        var (found, other, withdrawn) =
            (Some.PublicArticle("Harbour bridge"), Some.PublicArticle("Budget"), Some.PublicArticle("Harbour strike"));
        withdrawn.WithdrawnAt = Some.Moment;
        foreach (var article in new[] { found, other, withdrawn })
        {
            article.Content = article.Content with { Section = "Economy" };
        }

        await database.StoreAsync(found, other, withdrawn);
        var judge = new ChangeMatcher(Condition.All([Economy, new Condition.Search(ContentTable.Article, "harbour")]), News);
        using var log = new StatementLog(database);

        var judged = await judge.MatchAsync(
            [
                Change(null, Of(found)), Change(Of(found), Of(found)),
                    Change(Of(found), Of(found) with { Content = Facts("Sport").Content }),
                Change(null, Of(other)), Change(Of(other), Of(other)),
                Change(null, Of(withdrawn)), Change(Of(withdrawn), null),
                Change(null, Facts("Sport")), Change(Facts("Sport"), Facts("Sport")),
            ],
            Token);

        Assert.Equal(
            [
                (found.Id, Entered), (found.Id, Updated), (found.Id, Left), (withdrawn.Id, Entered), (withdrawn.Id, Left),
            ],
            judged.Select(j => (j.ArticleId, j.Kind)));
        Assert.Single(log.RoundTrips, sql => sql.Contains("from article a", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_names_of_topics_are_looked_up_once_until_a_topic_changes()
    {
        var (trade, sport) = (Some.Topic("Trade"), Some.Topic("Sport"));
        await database.StoreAsync(trade, sport);
        var judge = new ChangeMatcher(NamedTopic("Trade"), News);
        using var log = new StatementLog(database);

        Assert.Equal([Entered, Updated], await KindsAsync(judge, Change(null, Naming(trade)), Change(Naming(trade), Naming(trade, sport))));
        Assert.Equal([Left, Entered, Updated], await KindsAsync(
            judge, Change(Naming(trade, sport), Naming(sport)), Change(Naming(sport), Naming(sport)), Change(Naming(sport), Naming(trade)),
                Change(Naming(trade), Naming(trade, sport))));
        Assert.Equal(1, Asked(log));

        // Renamed: whoever took the list before may still hold what names it, and is told so once more.
        await database.ExecuteAsync($"update entity set name = 'Commerce' where id = {trade.Id}");
        Assert.Equal([Left], await KindsAsync(judge, Renamed(trade), Change(Naming(trade), Naming(trade))));
        await database.ExecuteAsync($"update entity set name = 'Trade' where id = {trade.Id}");
        Assert.Equal([Entered], await KindsAsync(judge, Renamed(trade), Change(Naming(trade), Naming(trade))));
        Assert.Empty(await KindsAsync(judge, Change(Naming(sport), Naming(sport))));
        Assert.Equal(3, Asked(log));
    }

    [Fact]
    public async Task A_reader_that_lags_does_not_trust_that_a_current_name_held_before()
    {
        var topic = Some.Topic("Trade");
        await database.StoreAsync(topic);
        await database.Database.AppendAsync(5);
        _position = 0;
        var judge = new ChangeMatcher(NamedTopic("Trade"), News);

        // The log has gone on to 5 and more; between here and there the topic may get its name.
        Assert.Equal([Entered], await KindsAsync(judge, Change(Naming(topic), Naming(topic))));
        _position = 1_000_000;
        Assert.Equal([Updated], await KindsAsync(judge, Change(Naming(topic), Naming(topic))));
    }

    [Fact]
    public async Task The_parents_of_a_place_are_looked_up_for_each_change()
    {
        var norway = Some.Place("Norway");
        await database.StoreAsync(norway);
        var oslo = Some.Place("Oslo", within: norway);
        await database.StoreAsync(oslo);
        var judge = new ChangeMatcher(
            new Condition.Some(Relation.Places, new Condition.Some(
                Relation.ParentOf(ContentTable.Place), new Condition.Compare(ContentTable.Place["Name"], Operators.Equal, "Norway"))),
            News);

        Assert.Equal([Entered], await KindsAsync(judge, Change(Naming(oslo), Naming(oslo))));

        // It may hide or show without a word in the log: with the last public article that names it.
        await database.ExecuteAsync($"update entity set curated = false where id = {norway.Id}");
        Assert.Equal([Left], await KindsAsync(judge, Change(Naming(oslo), Naming(oslo))));
    }

    [Fact]
    public async Task A_merge_or_move_of_a_topic_is_matched_by_ids_without_a_lookup()
    {
        using var log = new StatementLog(database);
        var byOldId = new ChangeMatcher(
            new Condition.Some(Relation.Topics, new Condition.Compare(ContentTable.Topic.Id, Operators.Equal, 3L)), News);
        var within = new ChangeMatcher(new Condition.Some(Relation.Topics, new Condition.Below(ContentTable.Topic, 4)), News);
        ChangeFacts Topic(ValueList<long> ids, ValueList<long> above) =>
            Facts("Economy") with
            {
                Mentions = [new MentionFacts(
                ids[0], EntityKind.Topic, MentionRelation.About, null) { Ids = ids, Within = above }]
            };

        Assert.Equal([Entered], await KindsAsync(byOldId, Change(Topic([7], []), Topic([7, 3], []))));
        Assert.Equal([Updated], await KindsAsync(byOldId, Change(Topic([3], []), Topic([7, 3], []))));
        Assert.Equal([Entered, Left],
            await KindsAsync(within, Change(Topic([7], []), Topic([7], [5, 4])), Change(Topic([7], [5, 4]), Topic([7], [6]))));
        Assert.Empty(log.RoundTrips);
    }

    private static int Asked(StatementLog log) => log.RoundTrips.Count(sql => sql.Contains("from entity e", StringComparison.Ordinal));

    private static async Task<IEnumerable<ListChangeKind>> KindsAsync(ChangeMatcher judge, params WireChange[] changes) =>
        (await judge.MatchAsync(changes, Token)).Select(j => j.Kind);

    private static Condition.Some NamedTopic(string name) =>
        new Condition.Some(Relation.Topics, new Condition.Compare(ContentTable.Topic["Name"], Operators.Equal, name));

    private static ChangeFacts Facts(string section) => new()
    {
        Id = 1,
        Uri = "urn:1",
        Slug = "one",
        Version = 1,
        Content = new ArticleContent { Headline = "One", Language = "en", Section = section },
        WordCount = 1,
        UpdatedAt = Some.Moment,
    };

    private static ChangeFacts Naming(params Entity[] entities) => Facts("Economy") with
    {
        Mentions = [.. entities.Select(e => new MentionFacts(e.Id, e.Kind, MentionRelation.About, null))],
    };

    private static ChangeFacts Of(Article article) => ChangeFacts.Of(article, new Dictionary<long, Lineage>());

    private WireChange Renamed(Entity entity) => new(++_position, Some.Moment, ChangeKind.Entity, entity.Id, false, null, null);

    private WireChange Change(ChangeFacts? before, ChangeFacts? after, bool isInternal = false) =>
        new(++_position, Some.Moment, ChangeKind.Article, (after ?? before)?.Id ?? 1, isInternal, before?.ToJson(), after?.ToJson());
}
