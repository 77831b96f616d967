using NewsApi.Content.Articles;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Articles;

public sealed class PublicityTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Count = 2000;

    [Fact]
    public async Task Each_publicity_rule_gives_the_same_result_in_SQL_and_in_CSharp()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var connection = await database.Source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);

        // now() stands still within the transaction, so times can be equal to it; and a transaction sees its own rows.
        await using var clock = new NpgsqlCommand("select set_config('timezone', 'UTC', false), now()", connection);
        var now = await NowAsync(clock, cancel);
        var random = new Random(20261128);
        var articles = Enumerable.Range(0, Count).Select(_ => Any(random, now)).ToArray();
        await using (var create = new NpgsqlCommand(
            """
            create temporary table a as
            select * from unnest($1::timestamptz[], $2::timestamptz[], $3::timestamptz[], $4::boolean[])
            with ordinality as a(published_at, expires_at, withdrawn_at, announced, ordinal)
            """,
            connection))
        {
            create.Parameters.Add(new NpgsqlParameter<DateTimeOffset?[]> { TypedValue = [.. articles.Select(a => a.PublishedAt)] });
            create.Parameters.Add(new NpgsqlParameter<DateTimeOffset?[]> { TypedValue = [.. articles.Select(a => a.ExpiresAt)] });
            create.Parameters.Add(new NpgsqlParameter<DateTimeOffset?[]> { TypedValue = [.. articles.Select(a => a.WithdrawnAt)] });
            create.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = [.. articles.Select(a => a.IsPublicInLog)] });
            await create.ExecuteNonQueryAsync(cancel);
        }

        await using var command = new NpgsqlCommand(
            $"""
            select {Publicity.PublicSql("a")}, {Publicity.HiddenSql("a")}, {Publicity.PublishedSql("a")},
                   {Publicity.AppearingSql("a", "now()")}, {Publicity.LeavingSql("a", "now()")},
                   {Publicity.ToAppearSql("a", "now()")}, {Publicity.ToLeaveSql("a")}, {Publicity.StatusSql("a")} from a order by ordinal
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var seen = new HashSet<(ArticleStatus, bool)>();
        foreach (var article in articles)
        {
            Assert.True(await reader.ReadAsync(cancel));
            var (isPublic, hidden, published) = (True(0), True(1), True(2));
            var (appearing, leaving, toAppear, toLeave) = (True(3), True(4), True(5), True(6));

            // The rules themselves.
            Assert.Equal(article.IsPublicAt(now), isPublic);
            Assert.Equal(article.IsHiddenAt(now), hidden);
            Assert.Equal(article.StatusAt(now), (ArticleStatus)reader.GetInt16(7));
            Assert.Equal(article.IsDueAt(now), appearing || leaving);

            // How they hang together.
            Assert.Equal(isPublic, published && !hidden);
            Assert.Equal(isPublic, article.StatusAt(now) == ArticleStatus.Published);
            Assert.Equal(appearing, isPublic && !article.IsPublicInLog);
            Assert.Equal(leaving, !isPublic && article.IsPublicInLog);
            Assert.Equal(appearing, toAppear && published);
            Assert.Equal(leaving, toLeave && article.ExpiresAt <= now);
            seen.Add((article.StatusAt(now), article.IsDueAt(now)));
        }

        // Every status, due and not; a draft, and what is scheduled or withdrawn, is never due.
        Assert.Equal(7, seen.Count);

        bool True(int column) => !reader.IsDBNull(column) && reader.GetBoolean(column);
    }

    private static async Task<DateTimeOffset> NowAsync(NpgsqlCommand clock, CancellationToken cancel)
    {
        await using var reader = await clock.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return await reader.GetFieldValueAsync<DateTimeOffset>(1, cancel);
    }

    /// <summary>Any times around now, or none; the log last said what was true at some earlier moment.</summary>
    private static Article Any(Random random, DateTimeOffset now)
    {
        var article = Some.Article();
        (article.PublishedAt, article.ExpiresAt, article.WithdrawnAt) = (Time(), Time(), random.Next(4) == 0 ? Time() : null);
        article.IsPublicInLog = article.IsPublicAt(now.AddHours(-random.Next(6)));
        return article;

        DateTimeOffset? Time() => random.Next(4) == 0 ? null : now.AddHours(random.Next(-4, 5));
    }
}
