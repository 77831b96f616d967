using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Articles;
using NewsApi.Content.Publishing;
using NewsApi.Hosting;
using NewsApi.Tests.Clients;
using NewsApi.Tests.Support;
using OpenQA.Selenium;
using Xunit;

namespace NewsApi.Tests.Host.Endpoints;

/// <summary>The live page in a real browser, over the real service as a process of its own.</summary>
[Trait("Needs", "Browser")]
[Trait("Needs", "Node")]
public sealed class LiveBrowserTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Ferry = "Night ferry to Bergen sails with its crew aboard after all";
    private const string Bridge = "Harbour bridge reopens, one lane at first, and nobody minds";
    private const string Away = "Published while <b>nobody</b> served & told afterwards";

    private readonly ArticleCommands _newsroom = new(database.Database);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_live_page_shows_new_changed_and_withdrawn_headlines_through_a_restart_without_reload()
    {
        using var service = new RestartedService(database);
        await SampleContent.LoadIntoEmptyAsync(
            database.Database, TimeProvider.System, NullLogger.Instance, Stopping, service.Address);
        await service.StartAsync(Stopping);
        using var page = await Task.Run(() => LivePage.Open(new Uri(service.Address, "live")), Stopping);
        page.UntilLive();
        page.Run("window.loaded = 'once'");

        // 1. Published, edited, withdrawn.
        var ferry = await PublishAsync(
            "Night ferry to Bergen sails", "The county gives the desk on shore a rest, and the crew its cabins back.");
        await UntilAsync(page, p => p.Headlines[0] == "Night ferry to Bergen sails" && p.Text.Contains("New", StringComparison.Ordinal));
        await DoneAsync(_newsroom.UpdateAsync(ferry, null, d => d with { Content = d.Content with { Headline = Ferry } }, Stopping));
        await UntilAsync(page, p => p.Headlines[0] == Ferry && p.Text.Contains("Changed", StringComparison.Ordinal));
        var hoax = await PublishAsync("A hoax", "It never was.");
        await UntilAsync(page, p => p.Headlines[0] == "A hoax");
        await DoneAsync(_newsroom.WithdrawAsync(hoax, null, null, Stopping));
        await UntilAsync(page, p => !p.Text.Contains("hoax", StringComparison.Ordinal));

        // 2. An article opens where it stands.
        await PublishAsync(Bridge, "The other lane waits for a bolt from Hamburg.");
        await UntilAsync(page, p => p.Headlines[0] == Bridge);
        page.Resize(1280, 900);
        await Task.Run(() => page.Save("front"), Stopping);
        await Task.Run(() => page.Click(Bridge), Stopping);
        await UntilAsync(page, p => p.Text.Contains("The first to cross was a dog.", StringComparison.Ordinal));
        var axe = await NodeScript.FileAsync("axe-core/axe.min.js");
        await Task.Run(() => page.CheckLooks(axe), Stopping);

        // The list changes at once only where nothing is read.
        await Task.Run(() => page.Press(Keys.Escape), Stopping);
        await UntilAsync(page, p => p.OpenHeadlines.Length == 0 && p.Focused == Bridge);
        page.Run("scrollTo(0, 0)");

        // 3. The service is killed, the world goes on, and the page catches up by itself. What the news says is text, whatever it looks
        // like.
        await service.EndAsync("KILL", Stopping);
        await UntilAsync(page, p => p.Connection.StartsWith("Not connected", StringComparison.Ordinal));
        await Task.Run(() => page.Save("lost"), Stopping);
        await PublishAsync(Away, "And told afterwards.");
        await DoneAsync(_newsroom.WithdrawAsync(ferry, null, null, Stopping));
        await service.StartAsync(Stopping);
        await UntilAsync(page, p => p.Headlines.Contains(Away) && !p.Headlines.Contains(Ferry) && p.Connection == "Live");

        // 4. Stopped as one stops it, too.
        await service.EndAsync("TERM", Stopping);
        await UntilAsync(page, p => p.Connection.StartsWith("Not connected", StringComparison.Ordinal));
        await service.StartAsync(Stopping);
        page.UntilLive();
        await PublishAsync("After the second restart", null);
        await UntilAsync(page, p => p.Headlines[0] == "After the second restart");
        Assert.Equal("once", page.Run("return window.loaded"));
        Assert.Empty(page.Complaints);
    }

    private static Task UntilAsync(LivePage page, Func<LivePage, bool> fact) => Task.Run(() => page.Until(fact), Stopping);

    private async Task<long> PublishAsync(string headline, string? summary)
    {
        var topic = await database.ScalarAsync<long>("select id from entity where slug = 'transport'");
        var place = await database.ScalarAsync<long>("select id from entity where slug = 'bergen'");
        var draft = new ArticleDraft
        {
            Mentions = [new DraftMention(topic), new DraftMention(place)],
            Content = new ArticleContent
            {
                Headline = headline,
                Summary = summary,
                Language = "en",
                Byline = "By Sunniva Kvalheim-Aas",
                Dateline = "Bergen",
                Body = "<p>The first to cross was a dog.</p><p>Its owner came after it, and was let off.</p>",
            },
        };
        var id = await DoneAsync(_newsroom.CreateAsync(draft, Stopping));
        return await DoneAsync(_newsroom.PublishAsync(id, null, null, Stopping));
    }

    private static async Task<long> DoneAsync(Task<CommandResult<ArticleRef>> act) =>
        Assert.IsType<CommandResult<ArticleRef>.Committed>(await act).Value.Id;
}
