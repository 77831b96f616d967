using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace NewsApi.Benchmarks;

/// <summary>
/// What the service is held against: an endpoint for each query of the <see cref="Mix"/>, written by hand for it alone. The best SQL
/// for the question, prepared; no GraphQL, no snapshot, no limits, no objects between the reader and the JSON writer.
/// </summary>
internal sealed class Limit : IAsyncDisposable
{
    private const string Visible = "a.published_at <= now() and a.withdrawn_at is null and (a.expires_at is null or a.expires_at > now())";
    private const string Headline = "select a.id, a.slug, a.headline, a.published_at";
    private const string Newest = "order by a.published_at desc, a.id desc limit 20";
    private const string OfEntity =
        "from mention m join article a on a.id = m.article_id where m.entity_id = (select id from entity where kind = $1 and slug = $2)";
    private const string NewestOfEntity =
        $"{Headline} {OfEntity} and m.published_at <= now() and {Visible} order by m.published_at desc, m.article_id desc limit 20";

    private const string NewestBelow =
        $"""
        with recursive below(id) as (select id from entity where kind = $1 and slug = $2
        union select c.id from entity c join below on c.parent_id = below.id)
        {Headline} from (select distinct on (page.published_at, page.article_id) page.article_id, page.published_at
        from below cross join lateral (select m.article_id, m.published_at from mention m
        where m.entity_id = below.id and m.published_at <= now() and not exists (select from article a where a.id = m.article_id
        and (a.withdrawn_at is not null or a.expires_at is not null) and (a.withdrawn_at is not null or a.expires_at <= now()))
        order by m.published_at desc, m.article_id desc limit 20) page
        order by page.published_at desc, page.article_id desc limit 20) page
        join article a on a.id = page.article_id order by a.published_at desc, a.id desc
        """;

    private readonly NpgsqlDataSource _source;
    private readonly WebApplication _app;
    private readonly ConcurrentBag<LimitJson> _writers = [];
    private readonly string? _searchable;

    private Limit(NpgsqlDataSource source, string? searchable)
    {
        (_source, _searchable) = (source, searchable);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        var endpoints = new Dictionary<string, RequestDelegate>
        {
            ["/plaintext"] = PlainTextAsync,
            ["/one"] = OneAsync,
            ["/plain"] = c => HeadlinesAsync(c, $"{Headline} from article a where {Visible} {Newest}"),
            ["/deep"] = DeepAsync,
            ["/list"] = ListAsync,
            ["/newest"] = c => HeadlinesAsync(c, NewestOfEntity, Kind(c), Text(c, "slug")),
            ["/filtered"] = FilteredAsync,
            ["/search"] = c => HeadlinesAsync(
                c, $"{Headline} from article a where {_searchable} @@ websearch_to_tsquery('english', $1) and {Visible} {Newest}",
                    Text(c, "text")),
            ["/search-not"] = c => HeadlinesAsync(
                c, $"{Headline} from article a where not {_searchable} @@ websearch_to_tsquery('english', $1) and {Visible} {Newest}",
                    Text(c, "text")),
            ["/search-count"] = c => CountAsync(
                c, $"select count(*) from article a where {_searchable} @@ websearch_to_tsquery('english', $1) and {Visible}",
                    Text(c, "text")),
            ["/count"] = CountAsync,
            ["/count-all"] = c => CountAsync(c, $"select count(*) from article a where {Visible}"),
            ["/topic"] = c => TopicAsync(c, NewestOfEntity),
            ["/topic-below"] = c => TopicAsync(c, NewestBelow),
            ["/numbered"] = c => HeadlinesAsync(
                c, $"{Headline} from article a where {Visible} {Newest} offset $1",
                new NpgsqlParameter<long> { TypedValue = long.Parse(c.Request.Query["skip"]!, CultureInfo.InvariantCulture) }),
        };
        _app.Run(c => endpoints.TryGetValue(c.Request.Path.Value!, out var endpoint) ? endpoint(c) : NotFoundAsync(c));
    }

    /// <summary>Where it listens.</summary>
    public string Address => _app.Urls.Single();

    public static async Task<Limit> StartAsync(string connectionString, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            Timezone = "UTC",
        };
        var source = NpgsqlDataSource.Create(settings.ConnectionString);

        // Where full text is kept, once it is.
        await using var column = source.CreateCommand(
            "select quote_ident(attname) from pg_attribute where attrelid = 'article'::regclass and atttypid = 'tsvector'::regtype and attnum > 0");
        var limit = new Limit(source, await column.ExecuteScalarAsync(cancellationToken) is string name ? $"a.{name}" : null);
        await limit._app.StartAsync(cancellationToken);
        return limit;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach (var writer in _writers)
        {
            writer.Dispose();
        }

        await _source.DisposeAsync();
    }

    private static async Task PlainTextAsync(HttpContext context)
    {
        context.Response.ContentType = MediaTypeNames.Text.Plain;
        context.Response.ContentLength = "Hello, World!".Length;
        await context.Response.WriteAsync("Hello, World!", context.RequestAborted);
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task OneAsync(HttpContext context)
    {
        await using var command = Command(
            $"""
            select a.id, a.slug, a.headline, a.summary, a.byline, a.section, a.language, a.urgency, a.word_count, a.published_at,
                a.updated_at, a.body
            from article a where a.slug = $1 and {Visible}
            """,
            Text(context, "slug"));
        await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
        var json = await reader.ReadAsync(context.RequestAborted) ? Writer().One(reader) : Writer().NoArticle();
        await SendAsync(context, json);
    }

    private Task DeepAsync(HttpContext context) => HeadlinesAsync(
        context,
        $"{Headline} from article a where {Visible} and (a.published_at, a.id) < ($1, $2) {Newest}",
        new NpgsqlParameter<DateTime>
        {
            TypedValue = new DateTime(long.Parse(context.Request.Query["ticks"]!, CultureInfo.InvariantCulture), DateTimeKind.Utc),
            NpgsqlDbType = NpgsqlDbType.TimestampTz,
        },
        new NpgsqlParameter<long> { TypedValue = long.Parse(context.Request.Query["id"]!, CultureInfo.InvariantCulture) });

    private Task FilteredAsync(HttpContext context) => HeadlinesAsync(
        context,
        $"""
        {Headline} {OfEntity} and m.published_at <= now() and {Visible} and a.section = $3
        and exists (select from mention p where p.article_id = m.article_id and p.entity_id = (
            select id from entity where kind = 2 and slug = $4))
        order by m.published_at desc, m.article_id desc limit 20
        """,
        Kind(context),
        Text(context, "slug"),
        Text(context, "section"),
        Text(context, "place"));

    private async Task HeadlinesAsync(HttpContext context, string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
        var json = Writer().OpenArticles();
        while (await reader.ReadAsync(context.RequestAborted))
        {
            json.Headline(reader);
        }

        await SendAsync(context, json.CloseArticles());
    }

    // The few that do not show are taken off by a small index of their own (article_hidden), so that no article is looked at.
    private Task CountAsync(HttpContext context) => CountAsync(
        context,
        """
        select count(*) from mention m where m.entity_id =
            (select id from entity where kind = $1 and slug = $2) and m.published_at <= now()
        and not exists (select from article a where a.id = m.article_id
        and (a.withdrawn_at is not null or a.expires_at is not null) and (a.withdrawn_at is not null or a.expires_at <= now()))
        """,
        Kind(context),
        Text(context, "slug"));

    private async Task CountAsync(HttpContext context, string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
        await reader.ReadAsync(context.RequestAborted);
        await SendAsync(context, Writer().Count(reader.GetInt64(0)));
    }

    // Four statements in two round trips: the articles, then all their people, places and topics.
    private async Task ListAsync(HttpContext context)
    {
        await using var connection = await _source.OpenConnectionAsync(context.RequestAborted);
        var list = new LimitList();
        await using (var command = new NpgsqlCommand(
            $"select a.id, a.slug, a.headline, a.summary, a.published_at from article a where {Visible} order by a.published_at desc, a.id desc limit 21", connection))
        await using (var reader = await command.ExecuteReaderAsync(context.RequestAborted))
        {
            while (await reader.ReadAsync(context.RequestAborted))
            {
                list.Add(reader);
            }
        }

        await using var batch = new NpgsqlBatch(connection);
        for (var kind = 1; kind <= 3; kind++)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                $"""
                select m.article_id, e.id, e.slug, e.name from mention m join entity e on e.id = m.entity_id
                where m.article_id = any($1) and m.kind = {kind} order by m.ordinal
                """)
            {
                Parameters = { new NpgsqlParameter<long[]> { TypedValue = list.Ids() } },
            });
        }

        await using (var reader = await batch.ExecuteReaderAsync(context.RequestAborted))
        {
            for (var kind = 1; kind <= 3; kind++)
            {
                while (await reader.ReadAsync(context.RequestAborted))
                {
                    list.Name(kind, reader);
                }

                await reader.NextResultAsync(context.RequestAborted);
            }
        }

        await SendAsync(context, Writer().List(list));
    }

    private async Task TopicAsync(HttpContext context, string articles)
    {
        await using var connection = await _source.OpenConnectionAsync(context.RequestAborted);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"""
            select e.id, e.slug, e.name, e.description from entity e where e.kind = 3 and e.slug = $1 and (e.curated or exists (
            select from mention m join article a on a.id = m.article_id where m.entity_id = e.id and m.published_at <= now() and {Visible}))
            """)
        {
            Parameters = { Text(context, "slug") },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(articles)
        {
            Parameters = { new NpgsqlParameter<short> { TypedValue = 3 }, Text(context, "slug") },
        });
        await using var reader = await batch.ExecuteReaderAsync(context.RequestAborted);
        if (!await reader.ReadAsync(context.RequestAborted))
        {
            await NotFoundAsync(context);
            return;
        }

        var json = Writer().OpenTopic(reader);
        await reader.NextResultAsync(context.RequestAborted);
        while (await reader.ReadAsync(context.RequestAborted))
        {
            json.Headline(reader);
        }

        await SendAsync(context, json.CloseTopic());
    }

    private NpgsqlCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = _source.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static NpgsqlParameter<string> Text(HttpContext context, string name) =>
        new() { TypedValue = context.Request.Query[name].ToString() };

    private static NpgsqlParameter<short> Kind(HttpContext context) =>
        new() { TypedValue = short.Parse(context.Request.Query["kind"]!, CultureInfo.InvariantCulture) };

    private LimitJson Writer() => _writers.TryTake(out var writer) ? writer.Clear() : new LimitJson();

    private async Task SendAsync(HttpContext context, LimitJson json)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.Bytes.Length;
        await context.Response.Body.WriteAsync(json.Bytes, context.RequestAborted);
        _writers.Add(json);
    }
}
