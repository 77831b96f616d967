using NewsApi.Content.Importing;
using NewsApi.Content.Publishing;
using NewsApi.Tests.Support;
using OpenQA.Selenium;
using Xunit;

namespace NewsApi.Tests.Host.Endpoints;

/// <summary>One article on the live page: its address, its text, and the headlines that wait while it is read.</summary>
[Trait("Needs", "Browser")]
public sealed class LiveArticleTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_article_has_an_address_that_opens_it_again_and_Esc_closes_it_and_returns_the_focus()
    {
        await server.Newsroom.PublishAsync("The tide table", TestNewsroom.Topic("Tides"));
        await server.Newsroom.PublishAsync("The tide clock", TestNewsroom.Topic("Tides"));
        using var page = await OpenAsync("live/?topic=tides");
        await Task.Run(() => page.Click("The tide table"), Stopping);
        await UntilAsync(page, p => p.OpenHeadlines is ["The tide table"] && p.Title == "The tide table"
            && p.Text.Contains("The tide table, as was said.", StringComparison.Ordinal));
        Assert.Equal("?topic=tides&article=the-tide-table", page.Address.Query);
        Assert.Equal(new Uri(server.Address, "live/?article=the-tide-table").AbsoluteUri, Canonical(page));

        // 1. The other article replaces the first, so that one way back leads to the list.
        await Task.Run(() => page.Click("The tide clock"), Stopping);
        await UntilAsync(page, p => p.OpenHeadlines is ["The tide clock"]);
        await Task.Run(() => page.Press(Keys.Escape), Stopping);
        await UntilAsync(page, p => p.OpenHeadlines.Length == 0 && p.Focused == "The tide clock" && p.Address.Query == "?topic=tides");

        // 2. The address opens the article after a reload, and Esc leads to the list from there, too.
        await Task.Run(() => page.Go(new Uri(server.Address, "live/?article=the-tide-table")), Stopping);
        await UntilAsync(page, p => p.OpenHeadlines is ["The tide table"]);
        await Task.Run(page.Reload, Stopping);
        await UntilAsync(page, p => p.OpenHeadlines is ["The tide table"] && p.Connection == "Live");
        await Task.Run(() => page.Press(Keys.Escape), Stopping);
        await UntilAsync(page, p => p.OpenHeadlines.Length == 0 && p.Focused == "The tide table" && p.Address.Query.Length == 0);
    }

    [Fact]
    public async Task A_former_address_leads_to_the_current_one_and_an_unknown_one_shows_a_message()
    {
        await server.Newsroom.PublishAsync("The slow loris");
        var id = await server.Database.ScalarAsync<long>("select id from article where slug = 'the-slow-loris'");
        Assert.IsType<CommandResult<ArticleRef>.Committed>(await new ArticleCommands(server.Database.Database)
            .UpdateAsync(id, null, draft => draft with { Slug = "the-loris" }, Stopping));
        using var page = await OpenAsync("live/?article=the-slow-loris");
        await UntilAsync(page, p => p.OpenHeadlines is ["The slow loris"] && p.Address.Query == "?article=the-loris");
        await Task.Run(() => page.Go(new Uri(server.Address, "live/?article=no-such-thing")), Stopping);
        await UntilAsync(page, p => p.Connection == "Live"
            && p.Text.Contains("There is no public article with the address “no-such-thing”.", StringComparison.Ordinal));
        Assert.Empty(page.OpenHeadlines);
    }

    [Fact]
    public async Task An_article_older_than_the_list_opens_above_the_list()
    {
        var moment = DateTimeOffset.UtcNow.AddDays(-400);
        for (var i = 0; i < 31; i++)
        {
            await server.Newsroom.ImportAsync(Dated($"Archive {i}", moment.AddHours(-i), TestNewsroom.Topic("Archives")));
        }

        using var page = await OpenAsync("live/?topic=archives&article=archive-30");
        await UntilAsync(page, p => p.OpenHeadlines is ["Archive 30"] && p.Text.Contains("An earlier article", StringComparison.Ordinal));
        Assert.DoesNotContain("Archive 30", page.Headlines);
        await Task.Run(() => page.Press(Keys.Escape), Stopping);
        await UntilAsync(page, p => p.OpenHeadlines.Length == 0 && !p.Text.Contains("An earlier article", StringComparison.Ordinal));
        await Task.Run(() => page.Click(By.Id("older")), Stopping);
        await UntilAsync(page, p => p.Headlines[^1] == "Archive 30");
    }

    [Fact]
    public async Task The_text_keeps_its_format_and_the_page_drops_what_the_service_should_have_dropped()
    {
        var item = Dated("The formatted text", DateTimeOffset.UtcNow, TestNewsroom.Topic("Formats"));
        await server.Newsroom.ImportAsync(item with
        {
            Content = item.Content with
            {
                Body = "<p>An <em>accent</em>.</p><h2>Between</h2><ul><li>One</li></ul><p><a href=\"https://example.org/\">A link</a></p>",
            },
        });
        using var page = await OpenAsync("live/?article=the-formatted-text");
        await UntilAsync(page, p => p.OpenHeadlines is ["The formatted text"] && p.Text.Contains("Between", StringComparison.Ordinal));
        Assert.Equal(
            "<p>An <em>accent</em>.</p><h4>Between</h4><ul><li>One</li></ul><p><a href=\"https://example.org/\" rel=\"noopener noreferrer\">A link</a></p>",
            page.Run("return [...document.querySelectorAll('.open .text > :not(.facts, .byline)')].map(e => e.outerHTML).join('')"));

        var copied = page.RunAsync(
            """
            import('./body.js').then(({ bodyOf }) => {
              const frame = document.createElement('div');
              frame.append(...bodyOf(`<p onclick="window.bad = 1" style="color: red" class="skip" id="days">Text<script>window.bad = 2</script></p>
                <img src="x:" onerror="window.bad = 3"><a href="javascript:window.bad = 4">No link</a><svg onload="window.bad = 5"></svg>
                <iframe src="https://maps.example/embed"></iframe><form action="/"><button>Send</button></form>`));
              arguments[0](frame.innerHTML.replace(/\s+/g, ' '));
            })
            """);
        Assert.Equal(
            "<p>Text</p> No link <a href=\"https://maps.example/embed\" rel=\"noopener noreferrer\">Open the embedded page of maps.example</a>Send",
            copied);
        Assert.Null(page.Run("return window.bad"));
    }

    [Fact]
    public async Task New_headlines_wait_for_a_click_while_an_article_is_open_or_the_page_is_scrolled()
    {
        await server.Newsroom.ImportAsync(Dated("The first wave", DateTimeOffset.UtcNow, TestNewsroom.Topic("Waves")));
        using var page = await OpenAsync("live/?topic=waves");
        page.UntilLive();
        await Task.Run(() => page.Click("The first wave"), Stopping);
        await UntilAsync(page, p => p.OpenHeadlines.Length == 1);

        var second = Dated("The second wave", DateTimeOffset.UtcNow, TestNewsroom.Topic("Waves"));
        await server.Newsroom.ImportAsync(second);
        await UntilAsync(page, p => p.Waiting.EndsWith("1 new headline", StringComparison.Ordinal));
        await server.Newsroom.ImportAsync(Dated("The third wave", DateTimeOffset.UtcNow.AddSeconds(1), TestNewsroom.Topic("Waves")));
        await UntilAsync(page, p => p.Waiting.EndsWith("2 new headlines", StringComparison.Ordinal));
        Assert.Equal(["The first wave"], page.Headlines);

        // 1. A headline that is withdrawn while it waits never appears.
        await server.Newsroom.ImportAsync(second with { Version = "2", Status = PublishingStatus.Canceled, Document = "withdrawn" });
        await UntilAsync(page, p => p.Waiting.EndsWith("1 new headline", StringComparison.Ordinal));
        await Task.Run(() => page.Click(By.Id("fresh")), Stopping);
        await UntilAsync(page, p => p.Headlines is ["The third wave", "The first wave"] && p.Waiting.Length == 0);
        Assert.Equal("The third wave", page.Focused);
        Assert.Equal(["The first wave"], page.OpenHeadlines);

        // 2. The same on a scrolled page; at the top, new headlines appear at once.
        await Task.Run(() => page.Press(Keys.Escape), Stopping);
        await UntilAsync(page, p => p.OpenHeadlines.Length == 0);
        page.Run("document.body.style.minHeight = '300vh'; scrollTo(0, 500)");
        await server.Newsroom.ImportAsync(Dated("The fourth wave", DateTimeOffset.UtcNow.AddSeconds(2), TestNewsroom.Topic("Waves")));
        await UntilAsync(page, p => p.Waiting.EndsWith("1 new headline", StringComparison.Ordinal));
        await Task.Run(() => page.Click(By.Id("fresh")), Stopping);
        await UntilAsync(page, p => p.Headlines[0] == "The fourth wave" && p.Run("return scrollY") is 0L);
        await server.Newsroom.ImportAsync(Dated("The fifth wave", DateTimeOffset.UtcNow.AddSeconds(3), TestNewsroom.Topic("Waves")));
        await UntilAsync(page, p => p.Headlines[0] == "The fifth wave" && p.Waiting.Length == 0);
    }

    [Fact]
    public async Task An_open_article_that_is_withdrawn_is_replaced_by_a_note()
    {
        var item = Dated("The retracted study", DateTimeOffset.UtcNow, TestNewsroom.Topic("Studies"));
        await server.Newsroom.ImportAsync(item);
        await server.Newsroom.PublishAsync("Another study", TestNewsroom.Topic("Studies"));
        using var page = await OpenAsync("live/?topic=studies");
        page.UntilLive();
        await Task.Run(() => page.Click("The retracted study"), Stopping);
        await UntilAsync(page, p => p.Text.Contains("The retracted study, as was said.", StringComparison.Ordinal));
        await server.Newsroom.ImportAsync(item with { Version = "2", Status = PublishingStatus.Canceled, Document = "retracted" });
        await UntilAsync(page, p => p.Focused.StartsWith("This article is no longer published.", StringComparison.Ordinal));
        Assert.DoesNotContain("retracted", page.Text + page.Title, StringComparison.Ordinal);
        await Task.Run(() => page.Press(Keys.Escape), Stopping);
        await UntilAsync(page, p => p.Headlines is ["Another study"]
            && p.Focused == "Another study" && p.Address.Query == "?topic=studies");
        Assert.DoesNotContain("no longer published", page.Text, StringComparison.Ordinal);
    }

    private static IncomingArticle Dated(string headline, DateTimeOffset time, params IncomingMention[] naming) =>
        TestNewsroom.Item(headline, naming) with { VersionCreated = time };

    private static object? Canonical(LivePage page) => page.Run("return document.querySelector('link[rel=canonical]').href");

    private Task<LivePage> OpenAsync(string address) => Task.Run(() => LivePage.Open(new Uri(server.Address, address)), Stopping);

    private static Task UntilAsync(LivePage page, Func<LivePage, bool> fact) => Task.Run(() => page.Until(fact), Stopping);
}
