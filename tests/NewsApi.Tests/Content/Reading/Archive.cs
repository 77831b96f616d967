using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Reading;

/// <summary>
/// Twenty thousand articles over as many hours, so that the planner has a choice to make. Every third names the frequent topic,
/// every third but not the same ones the frequent place, and one in a thousand the rare ones. Some have words that others lack.
/// </summary>
public sealed class Archive(TestPostgres server) : IAsyncLifetime
{
    public const int Articles = 20_000;

    /// <summary>The topic that is above all others but the rare one, and their number.</summary>
    public const int Parent = 3001, Children = 60;

    public TestDatabase Database { get; } = new(server);

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        await Database.ExecuteAsync(
            """
            insert into entity (id, kind, slug, name, aliases, name_keys, same_as, curated, updated_at)
            select kind * 1000 + n, kind, slug, slug, '{}', array[slug], '{}', true, '2026-01-01'
            from unnest(array[1, 2, 3]) kind, unnest(array['frequent', 'rare'] || array(select 'other ' || i from generate_series(1, 60) i)) with ordinality e(slug, n)
            """);
        await Database.ExecuteAsync($"update entity set parent_id = {Parent} where kind = 3 and id > {Parent} + 1");
        await Database.ExecuteAsync(
            $"""
            insert into article (id, uri, slug, version, body, body_text, word_count, created_at, published_at, first_published_at,
                updated_at,
            corrections, headline, images, language, section, sources)
            select i, 'urn:' || i, 'article ' || i, 1, repeat('word ', 120),
                repeat('word ', 116) || case when i % 9 = 0 then 'ninth ' else '' end || case when i % 97 = 0 then 'middling ' else '' end
                || case when i % 4000 = 0 then 'seldom ' else '' end || case when i <= 8000 then 'older ' else '' end,
                120, t, t, t, t + (i % 7) * interval '1 minute', '[]', 'Article ' || i, '[]', 'en',
                (array['World', 'World', 'World', 'World', 'Economy', 'Economy', 'Sport', null])[1 + i * 7 % 8], '[]'
            from generate_series(1, {Articles}) i, lateral (select timestamptz '2024-01-01' + i / 2 * interval '1 hour' as t) times
            """);
        await Database.ExecuteAsync(
            """
            insert into mention (article_id, entity_id, kind, relation, ordinal, spans, published_at)
            select a.id, kind * 1000 + n, kind, 1, kind * 3 + place, '[]', a.published_at from article a, unnest(array[1, 2, 3]) kind,
            lateral (select 0 as place, 1 as n where a.id % 3 = kind - 1 or a.id % 11 = 0
            union all select 1, 2 where a.id % 1000 = kind
            union all select 2, 3 + a.id % 60 where a.id % 2 = 0) named
            """);
        await Database.ExecuteAsync("vacuum (analyze) article");
        await Database.ExecuteAsync("vacuum (analyze) mention");
        await Database.ExecuteAsync("vacuum (analyze) entity");
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
