using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Hosting;
using NewsApi.Tests.Support;
using OpenQA.Selenium;
using Xunit;

namespace NewsApi.Tests.Host.Endpoints;

/// <summary>The front of the live page: the lead story, pictures, times, paper, and the query behind the page.</summary>
[Trait("Needs", "Browser")]
public sealed class LiveFrontTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_most_urgent_article_of_the_last_day_leads_the_page_with_its_picture_section_and_urgency()
    {
        using var page = await OpenAsync();
        await UntilAsync(page, p => p.Run("return document.querySelector('#lead li') !== null") is true);
        var drawing = page.Run("return document.querySelector('#days img[src]').src");
        await server.Newsroom.ImportAsync(Breaking("A dam is full to the brim", (string)drawing!)); // The sample has pictures.
        await UntilAsync(page, p => Lead(p).Contains("A dam is full to the brim", StringComparison.Ordinal));
        Assert.Contains("Urgent Weather", Lead(page).Replace('\n', ' '), StringComparison.Ordinal);
        Assert.Equal("A wall of grey stone", page.Run("return document.querySelector('#lead img').alt"));
        Assert.DoesNotContain("A dam is full to the brim", page.Headlines);

        // Every picture in sight is loaded, in the size of its place.
        await UntilAsync(page, p => p.Run(
            "return [...document.querySelectorAll('main img')].filter(i => i.checkVisibility() && i.getBoundingClientRect().top < innerHeight)"
            + ".every(i => i.complete && i.naturalWidth > 0)") is true);
        await Task.Run(() => page.Click("A dam is full to the brim"), Stopping);
        await UntilAsync(page, p => p.Text.Contains("Urgency 1 of 9", StringComparison.Ordinal)
            && p.Text.Contains("The dam, seen from the road.", StringComparison.Ordinal));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Times_are_relative_in_the_language_of_the_reader_and_keep_up_with_the_clock()
    {
        using var page = await OpenAsync("de-DE,de");
        await server.Newsroom.ImportAsync(TestNewsroom.Item("The clock strikes") with { VersionCreated = DateTimeOffset.UtcNow });
        await UntilAsync(page, p => TimeOf(p, "The clock strikes") == "jetzt" && p.Text.Contains("Heute", StringComparison.Ordinal));
        page.Run("const now = Date.now; Date.now = () => now() + 3 * 60_000; document.dispatchEvent(new Event('visibilitychange'))");
        Assert.Equal("vor 3 Minuten", TimeOf(page, "The clock strikes"));
        page.Run("const now = Date.now; Date.now = () => now() + 2 * 3_600_000; document.dispatchEvent(new Event('visibilitychange'))");
        Assert.Equal("vor 2 Stunden", TimeOf(page, "The clock strikes"));
        Assert.Equal(
            true,
            page.Run("return [...document.querySelectorAll('main time')].every(t => t.lang === 'de-DE' && t.title === "
                + "new Intl.DateTimeFormat('de-DE', { dateStyle: 'full', timeStyle: 'short' }).format(new Date(t.dateTime)))"));
    }

    [Fact]
    public async Task Paper_shows_the_open_article_alone_with_its_address_and_no_controls()
    {
        using var page = await OpenAsync();
        await UntilAsync(page, p => p.Headlines.Length > 5);
        var (first, second) = (page.Headlines[0], page.Headlines[1]);
        page.Resize(794, 1123, media: "print");
        page.Save("print-list");
        Assert.Contains(first, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("The query behind this page", page.Text, StringComparison.Ordinal);
        page.Resize(1280, 900);
        await Task.Run(() => page.Click(first), Stopping);
        await UntilAsync(page, p => p.OpenHeadlines.Length == 1 && p.Run("return document.querySelector('.open .facts') !== null") is true);
        page.Resize(794, 1123, media: "print");
        page.Save("print-article");
        Assert.Contains(first, page.Text, StringComparison.Ordinal);
        foreach (var absent in new[] { second, "Close", "Topic", "Live", "Older headlines" })
        {
            Assert.DoesNotContain(absent, page.Text.Replace("The news, live", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.Contains(
            "/live/?article=", (string)page.Run("return document.querySelector('.open .permalink').href")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_query_behind_the_page_is_shown_with_its_variables_and_the_service_runs_it()
    {
        using var page = await OpenAsync(query: "?topic=railways");
        page.UntilLive();
        await Task.Run(() => page.Click(By.CssSelector("#query summary")), Stopping);
        await UntilAsync(page, p => p.Text.Contains("query Headlines", StringComparison.Ordinal));
        Assert.Contains("\"withinSlug\": \"railways\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("subscription Changes", page.Text, StringComparison.Ordinal);
        var link = new Uri((string)page.Run("return document.querySelector('#query a').href")!);
        Assert.Equal("/graphql/ui/", link.AbsolutePath);
        var parts = System.Web.HttpUtility.ParseQueryString(link.Fragment[1..]);
        var variables = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(parts["variables"] ?? "");
        var data = await server.QueryAsync(parts["query"] ?? "", variables);
        Assert.Equal(
            page.Headlines,
            data.GetProperty("articles").GetProperty("nodes").EnumerateArray()
                .Select(article => article.GetProperty("headline").GetString()));
    }

    [Fact]
    [Trait("Needs", "Node")]
    public async Task The_link_beside_the_query_opens_it_with_its_variables_in_a_new_tab_of_the_IDE()
    {
        Prerequisite.Program("npm");
        using var page = await OpenAsync(query: "?topic=railways");
        foreach (var tab in new[] { "untitled 1", "untitled 2" })
        {
            page.UntilLive();
            await Task.Run(() => page.Click(By.CssSelector("#query summary")), Stopping);
            await Task.Run(() => page.Click(By.LinkText("Open in the IDE")), Stopping);
            await UntilAsync(page, p => p.Text.Contains(tab, StringComparison.Ordinal)
                && p.Text.Replace('\u00A0', ' ').Contains("Headlines: Query", StringComparison.Ordinal)
                && p.Text.Contains("withinSlug", StringComparison.Ordinal));
            Assert.Equal("/graphql/ui/", page.Address.PathAndQuery + page.Address.Fragment);
            await Task.Run(() => page.Go(new Uri(server.Address, "live/?topic=railways")), Stopping);
        }
    }

    private static IncomingArticle Breaking(string headline, string drawing)
    {
        var item = TestNewsroom.Item(headline);
        return item with
        {
            VersionCreated = DateTimeOffset.UtcNow,
            Content = item.Content with
            {
                Section = "Weather",
                Urgency = 1,
                Images = [new Image { Url = drawing, AltText = "A wall of grey stone", Caption = "The dam, seen from the road." }],
            },
        };
    }

    private static string Lead(LivePage page) => (string)page.Run("return document.querySelector('#lead').innerText")!;

    private static string TimeOf(LivePage page, string headline) => (string)page.Run(
        $"return [...document.querySelectorAll('li')].find(li => li.querySelector('h3').textContent === '{headline}').querySelector('time').textContent")!;

    private async Task<LivePage> OpenAsync(string? languages = null, string query = "")
    {
        await SampleContent.LoadIntoEmptyAsync(
            server.Database.Database, TimeProvider.System, NullLogger.Instance, Stopping, server.Address);
        return await Task.Run(() => LivePage.Open(new Uri(server.Address, $"live/{query}"), languages), Stopping);
    }

    private static Task UntilAsync(LivePage page, Func<LivePage, bool> fact) => Task.Run(() => page.Until(fact), Stopping);
}
