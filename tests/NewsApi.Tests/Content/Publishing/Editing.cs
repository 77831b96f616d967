using Microsoft.EntityFrameworkCore;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Publishing;

/// <summary>An editor's commands in one line each, and what the database and the log hold after them.</summary>
internal static class Editing
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static ArticleDraft Draft(string headline = "Harbour bridge reopens", params long[] naming) => new()
    {
        Content = new ArticleContent { Headline = headline, Language = "en", Body = $"<p>{headline}, as was said.</p>" },
        Mentions = [.. naming.Select(id => new DraftMention(id))],
    };

    public static ArticleDraft Saying(this ArticleDraft draft, string headline) =>
        draft with { Content = draft.Content with { Headline = headline } };

    /// <summary>The value and cursor of a command that was committed, or had nothing to change; fails where it was rejected.</summary>
    public static async Task<(T Value, WireCursor Cursor)> DoneAsync<T>(this Task<CommandResult<T>> command) => await command switch
    {
        CommandResult<T>.Committed committed => (committed.Value, committed.Cursor),
        CommandResult<T>.Unchanged same => (same.Value, same.Cursor),
        var rejected => throw new InvalidOperationException(rejected.ToString()),
    };

    /// <summary>The only error of a rejected command; fails where it was not rejected.</summary>
    public static async Task<TError> RejectedAsync<T, TError>(this Task<CommandResult<T>> command)
        where TError : PublishingError
    {
        var rejected = Assert.IsType<CommandResult<T>.Rejected>(await command);
        var error = Assert.IsType<TError>(Assert.Single(rejected.Errors));
        Assert.NotEmpty(error.Message);
        return error;
    }

    public static Task<TError> RejectedAsync<TError>(this Task<CommandResult<ArticleRef>> command)
        where TError : PublishingError => command.RejectedAsync<ArticleRef, TError>();

    public static async Task<long> CreateAsync(this ArticleCommands commands, ArticleDraft draft) =>
        (await commands.CreateAsync(draft, Token).DoneAsync()).Value.Id;

    /// <summary>An article that is public; its id.</summary>
    public static async Task<long> PublishedAsync(this ArticleCommands commands, ArticleDraft draft)
    {
        var id = await commands.CreateAsync(draft);
        await commands.PublishAsync(id, null, null, Token).DoneAsync();
        return id;
    }

    public static async Task<Article> ArticleAsync(this TestDatabase database, long id)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Token);
        return (await ArticleStore.LoadAsync(connection, [id], Token))[id];
    }

    public static async Task<List<ArticleVersion>> VersionsAsync(this TestDatabase database, long id)
    {
        await using var db = NewsDbContext.On(database.Source);
        return await db.ArticleVersions.Where(v => v.ArticleId == id).OrderBy(v => v.Version).ToListAsync(Token);
    }

    /// <summary>The rows of the log about an article or entity, oldest first.</summary>
    public static async Task<List<(ChangeFacts? Before, ChangeFacts? After, bool Internal)>> LogAsync(
        this TestDatabase database, long subject, ChangeKind kind = ChangeKind.Article, long after = 0)
    {
        await using var db = NewsDbContext.On(database.Source);
        var rows = await db.Changes.Where(c => c.Kind == kind && c.SubjectId == subject && c.Position > after).OrderBy(c => c.Position)
            .ToListAsync(Token);
        return rows.ConvertAll(r => (Facts(r.Before), Facts(r.After), r.Internal));

        static ChangeFacts? Facts(string? json) => json is null ? null : ChangeFacts.FromJson(json);
    }

    public static Task<long> HeadAsync(this TestDatabase database) => database.ScalarAsync<long>("select position from wire_head");

    /// <summary>Makes what an article waits for happen now: its times move back by an hour, and nobody is told.</summary>
    public static Task PassAnHourAsync(this TestDatabase database, long id) => database.ExecuteAsync(
        $"""
        update article set published_at = published_at - interval '1 hour', first_published_at = first_published_at - interval '1 hour',
        expires_at = expires_at - interval '1 hour', withdrawn_at = withdrawn_at - interval '1 hour' where id = {id}
        """);

    /// <summary>Brings an article into a status; its id.</summary>
    public static async Task<long> InStatusAsync(this TestDatabase database, ArticleStatus status)
    {
        var commands = new ArticleCommands(database.Database);
        var draft = Draft($"In status {status}");
        var soon = await database.ScalarAsync<DateTime>("select now() + interval '30 minutes'");
        switch (status)
        {
            case ArticleStatus.Draft:
                return await commands.CreateAsync(draft);
            case ArticleStatus.Scheduled:
                var scheduled = await commands.CreateAsync(draft);
                await commands.PublishAsync(scheduled, null, soon, Token).DoneAsync();
                return scheduled;
            case ArticleStatus.Expired:
                var expired = await commands.PublishedAsync(draft with { ExpiresAt = soon });
                await database.PassAnHourAsync(expired);
                await database.ExecuteAsync($"update article set announced = false where id = {expired}");
                return expired;
            case ArticleStatus.Withdrawn:
                var withdrawn = await commands.PublishedAsync(draft);
                await commands.WithdrawAsync(withdrawn, null, "Wrong bridge.", Token).DoneAsync();
                return withdrawn;
            default:
                return await commands.PublishedAsync(draft);
        }
    }

    /// <summary>The entity's id, stored.</summary>
    public static async Task<long> StoredAsync(this TestDatabase database, Entity entity)
    {
        await database.StoreAsync(entity);
        return entity.Id;
    }
}
