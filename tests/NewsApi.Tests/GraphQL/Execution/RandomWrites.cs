using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>Everything that editors and importers write, one command at a time, in a random order.</summary>
internal sealed class RandomWrites(TestServer server, Random random)
{
    private readonly ArticleCommands _articles = new(server.Database.Database);
    private readonly EntityCommands _entities = new(server.Database.Database);
    private List<long> _ids = [];
    private List<(long Id, EntityKind Kind)> _named = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task LoadAsync()
    {
        _ids = [.. await server.Database.ScalarAsync<long[]>("select array_agg(id) from article")];
        long[] entities = await server.Database.ScalarAsync<long[]>("select array_agg(id order by id) from entity");
        short[] kinds = await server.Database.ScalarAsync<short[]>("select array_agg(kind order by id) from entity");
        _named = [.. entities.Zip(kinds, (id, kind) => (id, (EntityKind)kind))];
    }

    /// <summary>Writes one change, or nothing if the command is rejected.</summary>
    public async Task WriteAsync()
    {
        var id = _ids[random.Next(_ids.Count)];
        var (entity, kind) = _named[random.Next(_named.Count)];
        switch (random.Next(24))
        {
            case < 3:
                if (await _articles.CreateAsync(Draft(), Token) is CommandResult<ArticleRef>.Committed { Value.Id: var created })
                {
                    _ids.Add(created);
                    await _articles.PublishAsync(created, null, null, Token);
                }

                break;
            case < 6:
                await _articles.PublishAsync(id, null, random.Next(4) == 0 ? Soon() : null, Token);
                break;
            case < 11:
                await _articles.UpdateAsync(id, null, _ => Draft() with { Uri = null }, Token);
                break;
            case < 13:
                await _articles.UpdateAsync(id, null, d => d with { Content = d.Content with { Body = $"<p>{Text()}</p>" } }, Token);
                break;
            case 13:
                await _articles.CorrectAsync(id, null, Text(), d => d with { Content = d.Content with { Byline = Text() } }, Token);
                break;
            case 14:
                await _articles.WithdrawAsync(id, null, null, Token);
                break;
            case 15:
                await _articles.UpdateAsync(id, null, d => d with { ExpiresAt = Soon() }, Token);
                break;
            case 16:
                await _articles.UpdateAsync(id, null, d => d with { Slug = Text() }, Token);
                break;
            case 17:
                await _entities.UpsertAsync(kind, entity, d => (d ?? new() { Name = "" }) with { Name = Text() }, Token);
                break;
            case 18:
                await _entities.UpsertAsync(kind, entity, d => (d ?? new() { Name = "" }) with { Slug = Text() }, Token);
                break;
            case 19:
                var parent = random.Next(3) == 0 ? default(long?) : Other(kind);
                await _entities.UpsertAsync(kind, entity, d => (d ?? new() { Name = "" }) with { ParentId = parent }, Token);
                break;
            case 20:
                await _entities.UpsertAsync(
                    kind, entity, d => (d ?? new() { Name = "" }) with { IsPublic = random.Next(2) == 0, Description = Text() }, Token);
                break;
            case 21:
                await MergeOrCreateAsync(entity, kind);
                break;
            case 22:
                await _entities.DeleteAsync(entity, Token);
                break;
            default:
                await server.Newsroom.PublishAsync(Text(), TestNewsroom.Person(Text()), TestNewsroom.Topic(Text()));
                break;
        }
    }

    private async Task MergeOrCreateAsync(long entity, EntityKind kind)
    {
        if (_named.Count > 30)
        {
            await _entities.MergeAsync(entity, Other(kind), Token);
            _named.Remove((entity, kind));
        }
        else if (await _entities.UpsertAsync(
            kind, null, _ => new() { Name = Text(), IsPublic = random.Next(2) == 0 }, Token) is CommandResult<EntityRef>.Committed done)
        {
            _named.Add((done.Value.Id, kind));
        }
    }

    private long Other(EntityKind kind) => _named.Where(n => n.Kind == kind).Select(n => n.Id).ToArray() is { Length: > 0 } all
        ? all[random.Next(all.Length)]
        : 0;

    private DateTimeOffset Soon() => DateTimeOffset.UtcNow.AddMilliseconds(20 + random.Next(400));

    private string Text() => string.Create(null, $"{Pick("Oslo", "Ærø", "northern light", "Trade")} {random.Next(40)}");

    private ArticleDraft Draft() => new()
    {
        Content = new ArticleContent
        {
            Headline = Text(),
            Summary = random.Next(2) == 0 ? null : Text(),
            Language = Pick("en", "nb"),
            Section = random.Next(3) == 0 ? null : Pick("Economy", "Oslo"),
            Urgency = random.Next(2) == 0 ? null : random.Next(1, 10),
            Body = "<p>It was said.</p>",
        },
        Mentions = [.. _named.Where(_ => random.Next(12) == 0).Select(e => new DraftMention(e.Id))],
    };

    private T Pick<T>(params T[] from) => from[random.Next(from.Length)];
}
