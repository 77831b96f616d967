using NewsApi.Content.Entities;
using NewsApi.Content.Matching;
using NewsApi.Tests.Content.Reading;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Matching;

/// <summary>The plan of PostgreSQL for the changes of an entity since a position of the log.</summary>
public sealed class SlugIdsPlanTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Whether_a_topic_was_edited_since_is_one_lookup_in_an_index_however_long_the_log_is()
    {
        var (topic, other) = (Some.Topic("Rarely edited"), Some.Topic("Often edited"));
        await database.StoreAsync(topic, other);
        await database.ExecuteAsync(
            $"""
            insert into wire_change (position, committed_at, kind, subject_id, internal)
            select n, now(), 1 + n % 2, case when n = 9 then {topic.Id} when n % 2 = 0 then n else {other.Id} end, false
            from generate_series(1, 20000) n;
            analyze wire_change
            """);
        var sql = SlugIds.ChangedSince([new(EntityKind.Topic, topic.Slug, Below: true)], 0);
        var plan = await ExplainedPlan.OfAsync(database, sql);
        Assert.False(plan.ReadsAll("wire_change"), plan.Text);
        Assert.True(plan.RowsOf("wire_change_of_entity") is 1, plan.Text);
        Assert.True(plan.Buffers < 100, plan.Text);
    }
}
