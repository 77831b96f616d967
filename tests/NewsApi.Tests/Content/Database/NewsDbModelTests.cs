using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Database;

/// <summary>The database rejects invalid rows by its constraints, even if the code has a bug.</summary>
public sealed class NewsDbModelTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Article =
        """
        insert into article (id, uri, slug, version, word_count, created_at, updated_at, corrections, headline, language, images, sources,
                             published_at, first_published_at)
        values (1, 'urn:1', 'one', 1, 0, now(), now(), '[]', 'One', 'en', '[]', '[]', now(), now())
        """;

    private const string News =
        $"""
        {Article};
        insert into entity (id, kind, uri, slug, name, aliases, name_keys, same_as, curated, updated_at)
        values (1, 1, 'urn:p', 'ada', 'Ada', '{"{}"}', '{"{}"}', '{"{}"}', true, now()),
            (2, 2, 'urn:o', 'oslo', 'Oslo', '{"{}"}', '{"{}"}', '{"{}"}', true, now()),
               (3, 3, 'urn:t', 'trade', 'Trade', '{"{}"}', '{"{}"}', '{"{}"}', true, now()),
                   (4, 2, null, 'norway', 'Norway', '{"{}"}', '{"{}"}', '{"{}"}', true, now());
        insert into mention (article_id, entity_id, kind, relation, ordinal, spans) values (1, 1, 1, 1, 0, '[]');
        insert into article_version (article_id, version, updated_at, replaced_at, headline, language, images, sources)
        values (1, 1, now(), now(), 'One', 'en', '[]', '[]');
        insert into incoming_document (
            id, article_id, digest, format, received_at, document) values (1, 1, '\x01', 'ninjs', now(), '{"{}"}');
        insert into merged_entity (id, kind, uri, into_id) values (7, 3, 'urn:m', 3);
        insert into former_slug (kind, slug, subject_id) values (0, 'gone', 1);
        insert into api_key (name, role, hash, created_at) values ('cms', 3, sha256('a'), now());
        insert into webhook (url, secret, created_at, epoch, position) values ('https://a', 'x', now(), 1, 1);
        """;

    /// <summary>The name of each constraint or unique index, and a statement that it alone rejects.</summary>
    public static TheoryData<string, string> Rejections { get; } = new()
    {
        { "pk_article", Article.Replace("'urn:1', 'one'", "'urn:2', 'two'", StringComparison.Ordinal) },
        { "ix_article_uri", Article.Replace("(1, 'urn:1', 'one'", "(2, 'urn:1', 'two'", StringComparison.Ordinal) },
        { "ix_article_slug", Article.Replace("(1, 'urn:1', 'one'", "(2, 'urn:2', 'one'", StringComparison.Ordinal) },
        { "article_version_counts_from_1", "update article set version = 0" },
        { "article_headline_is_not_empty", "update article set headline = ''" },
        { "article_uri_is_not_empty", "update article set uri = ''" },
        { "article_slug_is_not_empty", "update article set slug = ''" },
        { "article_language_is_not_empty", "update article set language = ''" },
        { "article_urgency_is_1_to_9", "update article set urgency = 0" },
        { "article_urgency_is_1_to_9", "update article set urgency = 10" },
        { "article_word_count_is_not_negative", "update article set word_count = -1" },
        { "article_published_once_is_known", "update article set first_published_at = null" },
        { "pk_article_version", "insert into article_version select * from article_version" },
        { "article_version_version_counts_from_1", "update article_version set version = 0" },
        { "fk_article_version_article_article_id", "update article_version set article_id = 9" },
        { "pk_mention", "insert into mention select * from mention" },
        { "mention_relation_is_known", "update mention set relation = 0" },
        { "mention_relation_is_known", "update mention set relation = 4" },
        { "mention_relevance_is_0_to_100", "update mention set relevance = -1" },
        { "mention_relevance_is_0_to_100", "update mention set relevance = 101" },
        { "mention_origin_is_known", "update mention set origin = 0" },
        { "mention_origin_is_known", "update mention set origin = 3" },
        { "removed_link_pkey", "insert into removed_link values (1, 1), (1, 1)" },
        { "removed_link_article_id_fkey", "insert into removed_link values (9, 1)" },
        { "removed_link_entity_id_fkey", "insert into removed_link values (1, 9)" },
        { "fk_mention_article_article_id", "update mention set article_id = 9" },
        { "fk_mention_entity_entity_id_kind", "update mention set entity_id = 9" },
        { "fk_mention_entity_entity_id_kind", "update mention set kind = 2" },
        { "fk_mention_entity_entity_id_kind", "delete from entity where id = 1" },
        { "pk_incoming_document",
            "insert into incoming_document select id, 1, '\\x02', format, feed_version, feed_version_created, received_at, document from incoming_document" },
        { "ix_incoming_document_article_id_digest",
            "update incoming_document set id = 2; insert into incoming_document select 3, article_id, digest, format, null, null, received_at, document from incoming_document" },
        { "fk_incoming_document_article_article_id", "update incoming_document set article_id = 9" },
        { "pk_entity", "update entity set id = 2 where id = 3" },
        { "ix_entity_kind_slug", "update entity set slug = 'oslo' where id = 4" },
        { "ix_entity_kind_uri", "update entity set uri = 'urn:o' where id = 4" },
        { "entity_kind_is_known", "update entity set kind = 4 where id = 3" },
        { "entity_name_is_not_empty", "update entity set name = ''" },
        { "entity_slug_is_not_empty", "update entity set slug = '' where id = 1" },
        { "entity_is_not_its_own_parent", "update entity set parent_id = 2 where id = 2" },
        { "entity_person_has_no_parent", "update entity set parent_id = 2 where id = 1" },
        { "entity_code_is_a_topics", "update entity set code = 'medtop:1' where id = 2" },
        { "entity_whereabouts_are_a_places", "update entity set latitude = 1 where id = 3" },
        { "entity_whereabouts_are_a_places", "update entity set country_code = 'NO' where id = 1" },
        { "entity_country_code_is_two_letters", "update entity set country_code = 'no' where id = 2" },
        { "entity_country_code_is_two_letters", "update entity set country_code = 'NOR' where id = 2" },
        { "entity_latitude_is_on_earth", "update entity set latitude = 90.5 where id = 2" },
        { "entity_longitude_is_on_earth", "update entity set longitude = -180.5 where id = 2" },
        { "fk_entity_parent", "update entity set parent_id = 9 where id = 2" },
        { "fk_entity_parent", "update entity set parent_id = 3 where id = 2" },
        { "pk_merged_entity", "insert into merged_entity (id, kind, into_id) values (7, 3, 3)" },
        { "ix_merged_entity_kind_uri", "insert into merged_entity (id, kind, uri, into_id) values (8, 3, 'urn:m', 3)" },
        { "merged_entity_is_not_itself", "insert into merged_entity (id, kind, into_id) values (3, 3, 3)" },
        { "fk_merged_entity_entity_into_id_kind", "insert into merged_entity (id, kind, into_id) values (8, 3, 2)" },
        { "pk_former_slug", "insert into former_slug (kind, slug, subject_id) values (0, 'gone', 2)" },
        { "former_slug_kind_is_known", "insert into former_slug (kind, slug, subject_id) values (4, 'gone', 1)" },
        { "former_slug_is_not_empty", "insert into former_slug (kind, slug, subject_id) values (0, '', 1)" },
        { "former_slug_is_given_to_nothing_else",
            "insert into former_slug (kind, slug, subject_id) values (0, 'old', 7); update article set slug = 'old'" },
        { "former_slug_is_given_to_nothing_else",
            "insert into former_slug (kind, slug, subject_id) values (2, 'old', 7); update entity set slug = 'old' where id = 2" },
        { "pk_api_key", "insert into api_key (id, name, role, hash, created_at) select id, 'b', role, sha256('b'), created_at from api_key" },
        { "ix_api_key_hash", "insert into api_key (name, role, hash, created_at) select 'b', role, hash, created_at from api_key" },
        { "ix_api_key_name", "insert into api_key (name, role, hash, created_at) select name, role, sha256('b'), created_at from api_key" },
        { "api_key_name_is_not_empty", "update api_key set name = ''" },
        { "api_key_role_is_known", "update api_key set role = 5" },
        { "api_key_hash_is_a_sha256", "update api_key set hash = 'short'" },
        { "pk_webhook", "insert into webhook (id, url, secret, created_at, epoch, position) select id, 'https://b', 'x', now(), 1, 1 from webhook" },
        { "ix_webhook_url", "insert into webhook (url, secret, created_at, epoch, position) values ('https://a', 'x', now(), 1, 1)" },
        { "webhook_url_is_not_empty", "update webhook set url = ''" },
        { "webhook_has_a_secret_until_it_is_removed", "update webhook set secret = null" },
        { "pk_followed_feed", "insert into followed_feed (url, read_as, next_at) values ('https://a', '', now()), ('https://a', '', now())" },
        { "pk_wire_change", "insert into wire_change (position, committed_at, kind, subject_id, internal) values (1, now(), 1, 1, false), (1, now(), 1, 1, false)" },
        { "wire_change_kind_is_known",
            "insert into wire_change (position, committed_at, kind, subject_id, internal) values (1, now(), 3, 1, false)" },
        {
            "pk_command_repeat",
            """
            insert into command_repeat (id, request, result, epoch, position, created_at)
            values ('x', '', '{}', 1, 1, now()), ('x', '', '{}', 1, 1, now())
            """
        },
        { "wire_head_is_one_row", "insert into wire_head (id, epoch, position) values (2, 1, 1)" },
        { "pk_wire_head", "insert into wire_head (id, epoch, position) values (1, 1, 1)" },
    };

    [Theory]
    [MemberData(nameof(Rejections))]
    public async Task The_database_rejects_an_invalid_statement_with_its_constraint(string constraint, string statement)
    {
        await using var connection = await OpenAsync();
        await RunAsync(connection, News);
        var rejection = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(connection, statement));
        Assert.Equal(constraint, rejection.ConstraintName);
    }

    [Fact]
    public async Task Every_constraint_of_the_database_has_an_invalid_statement_above()
    {
        await using var command = database.Source.CreateCommand(
            """
            select conname::text from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'f', 'p', 'u')
            union select indexrelid::regclass::text from pg_index where indisunique and indrelid in (
                select oid from pg_class where relnamespace = 'public'::regnamespace)
            """);
        var constraints = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            constraints.Add(reader.GetString(0));
        }

        // The target of foreign keys; its first column is a key by itself, so nothing can break this one alone.
        constraints.Remove("ak_entity_id_kind");
        constraints.Add("former_slug_is_given_to_nothing_else");
        constraints.RemoveAll(c => c.Contains("EFMigrationsHistory", StringComparison.Ordinal));
        Assert.Equal(constraints.Order(StringComparer.Ordinal), Rejections.Select(r => r.Data.Item1).Distinct()
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Deleting_an_article_deletes_its_mentions_versions_and_documents_but_no_entity()
    {
        await using var connection = await OpenAsync();
        await RunAsync(connection, $"{News} delete from article");
        await using var command = new NpgsqlCommand(
            "select (select count(*) from mention) + (select count(*) from article_version) + (select count(*) from incoming_document), (select count(*) from entity)",
            connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal((0L, 4L), (reader.GetInt64(0), reader.GetInt64(1)));
    }

    /// <summary>A connection with an open transaction, which ends with it, so that every test begins with nothing.</summary>
    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await RunAsync(connection, "begin");
        return connection;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
