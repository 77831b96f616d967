using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Articles;
using NewsApi.Content.Publishing;
using NewsApi.Tests.Content.Publishing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Subscriptions;

/// <summary>A list by its section, followed through the service, and what an editor does to it.</summary>
internal static class Subscribing
{
    public const string Changes =
        "subscription ($where: ArticleFilterInput, $after: String) { articleChanges(where: $where, after: $after) { cursor kind id article { headline } } }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static ArticleCommands Editor(this TestServer server) => server.Service.Services.GetRequiredService<ArticleCommands>();

    public static Task<EventStreamClient> SubscribeAsync(this TestServer server, string section, string? after = null) =>
        EventStreamClient.OpenAsync(server.Client, Changes, new { where = new { section = new { eq = section } }, after });

    public static async Task<long> CreateAsync(this TestServer server, string headline, string section, string? body = null) =>
        await DoneAsync(server.Editor().CreateAsync(
        new ArticleDraft { Content = new ArticleContent { Headline = headline, Language = "en", Section = section, Body = body } },
            Cancel));

    public static Task<long> EditAsync(this TestServer server, long id, Func<ArticleDraft, ArticleDraft> edit) =>
        DoneAsync(server.Editor().UpdateAsync(id, null, edit, Cancel));

    public static Task<long> PublishAsync(this TestServer server, long id) =>
        DoneAsync(server.Editor().PublishAsync(id, null, null, Cancel));

    public static Task<long> WithdrawAsync(this TestServer server, long id) =>
        DoneAsync(server.Editor().WithdrawAsync(id, null, null, Cancel));

    /// <summary>The id of what was done; fails where it was rejected.</summary>
    private static async Task<long> DoneAsync(Task<CommandResult<ArticleRef>> act) => (await act.DoneAsync()).Value.Id;
}
