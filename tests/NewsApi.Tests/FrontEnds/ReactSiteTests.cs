using NewsApi.Tests.Clients;
using NewsApi.Tests.Support;
using OpenQA.Selenium;
using Xunit;

namespace NewsApi.Tests.FrontEnds;

/// <summary>The pages of the React site, over the sample content.</summary>
[Collection(nameof(ReactSite))]
[Trait("Needs", "Browser")]
[Trait("Needs", "Node")]
public sealed class ReactSiteTests(ReactSite site)
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_front_page_has_a_lead_story_with_its_picture_the_newest_articles_and_all_sections()
    {
        var page = await site.OpenAsync("/");
        await UntilAsync(page, () => page.Texts(".strip").Length > 3);
        Assert.Single(page.Texts(".lead h2"));
        Assert.Equal(6, page.Texts(".beside h3").Length);
        Assert.Equal(8 + 1, page.Texts("nav a").Length);
        await UntilAsync(page, () => page.Run("return document.querySelector('.lead img').naturalWidth > 0") is true);
        await LooksAsync(page, "front");

        Assert.Empty(page.Complaints);

        // Each article once.
        var headlines = page.Texts(".teaser a");
        Assert.Equal(headlines.Distinct(), headlines);
    }

    [Fact]
    public async Task A_section_is_read_on_to_its_end_as_the_reader_scrolls_and_has_each_article_once()
    {
        var page = await site.OpenAsync("/section/Local");
        var count = await site.Database.ScalarAsync<long>("select count(*) from article where section = 'Local' and withdrawn_at is null");
        Assert.InRange(count, 13, 50);
        await UntilAsync(page, () => page.Texts(".teasers h2").Length >= 6);
        await UntilAsync(page, () =>
        {
            page.Run("scrollTo(0, document.body.scrollHeight)");
            return page.Texts(".teasers h2").Length == count && page.Texts(".more").Length == 0;
        });
        var headlines = page.Texts(".teasers h2");
        Assert.Equal(headlines.Distinct(), headlines);
        await LooksAsync(page, "section", "wide-dark", "narrow");
    }

    [Fact]
    public async Task An_article_leads_to_related_ones_and_to_its_people_places_and_topics()
    {
        var page = await site.OpenAsync("/section/Economy");
        await Task.Run(() => page.Click(By.PartialLinkText("Bergen ferry strike ends")), Stopping);
        await UntilAsync(page, () => page.Texts(".body p").Length > 2 && page.Texts(".related h3").Length > 2);
        Assert.Contains(page.Texts(".related h3"), h => h.Contains("ferry", StringComparison.OrdinalIgnoreCase));
        Assert.StartsWith("Bergen ferry strike ends", page.Title, StringComparison.Ordinal);
        await LooksAsync(page, "article", "wide", "narrow-dark");

        await Task.Run(() => page.Click(By.LinkText("Ingrid Tveitnes")), Stopping);
        await UntilAsync(page, () => page.Texts("h1") is ["Ingrid Tveitnes"] && page.Texts(".teasers h2").Length > 1);
        await Task.Run(page.Back, Stopping);
        await Task.Run(() => page.Click(By.LinkText("Bergen")), Stopping);
        await UntilAsync(page, () => page.Texts("h1") is ["Bergen"] && page.Texts(".above") is ["Norway"]);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_topic_has_the_articles_of_everything_below_it()
    {
        const string Counts =
            """
            with recursive below as (
              select id from entity where slug = 'culture'
              union all select child.id from entity child join below on child.parent_id = below.id)
            select count(distinct article_id) from mention join below on entity_id = below.id
            """;
        var page = await site.OpenAsync("/topic/culture");
        var count = await site.Database.ScalarAsync<long>(Counts);
        await UntilAsync(page, () => page.Texts(".chips a").Length > 1 && page.Texts("h2.label").Contains($"{count} ARTICLES"));
        await LooksAsync(page, "topic", "wide-dark", "narrow");
    }

    [Fact]
    public async Task The_search_offers_names_corrects_a_word_and_shows_where_an_article_has_the_words()
    {
        var page = await site.OpenAsync("/");
        var box = By.CssSelector("[role=combobox]");
        await UntilAsync(page, () => page.Texts("nav a").Length > 3);
        await Task.Run(() => page.Type(box, "cul"), Stopping);
        await UntilAsync(page, () => page.Texts("[role=option]") is var offered && offered.Contains("Culture section")
            && offered.Contains("Culture topic"));
        page.Save("site-suggestions");
        await Task.Run(() => page.Type(box, "Tveit"), Stopping);
        await UntilAsync(
            page, () => page.Texts("[role=option]") is ["Ingrid Tveitnes person"] && page.Texts("[role=option] b") is ["Tveit"]);
        await Task.Run(() => page.Type(box, Keys.ArrowDown + Keys.Enter), Stopping);
        await UntilAsync(page, () => page.Texts("h1") is ["Ingrid Tveitnes"]);

        await Task.Run(() => page.Type(box, "cofee" + Keys.Enter), Stopping);
        await UntilAsync(page, () => page.Texts("h1") is ["Search: cofee"]);
        await Task.Run(() => page.Click(By.LinkText("coffee")), Stopping);
        await UntilAsync(page, () => page.Texts("h1") is ["Search: coffee"] && page.Texts(".snippet mark").Length > 2);
        await LooksAsync(page, "search", "wide", "narrow-dark");
        var all = page.Texts(".found h2").Length;
        await Task.Run(() => page.Click(By.PartialLinkText("Culture ")), Stopping);
        await UntilAsync(page, () => page.Texts(".found h2").Length is var found && found > 0 && found < all);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task An_address_that_is_none_says_so()
    {
        foreach (var path in new[] { "/article/never-written", "/person/nobody", "/nowhere" })
        {
            var page = await site.OpenAsync(path);
            await UntilAsync(page, () => page.Texts("h1") is ["There is no such page"]);
        }
    }

    [Fact]
    public async Task The_section_of_the_README_reads_on_at_the_press_of_a_button()
    {
        var page = await site.OpenAsync("/first.html");
        await UntilAsync(page, () => page.Texts("ul li").Length == 5);
        await Task.Run(() => page.Click(By.TagName("button")), Stopping);
        await UntilAsync(page, () => page.Texts("ul li").Length == 9 && page.Texts("button").Length == 0);
        Assert.Equal(9, page.Texts("ul li").Distinct().Count());
    }

    private static Task UntilAsync(BrowserPage page, Func<bool> fact) => Task.Run(() => page.Until(fact), Stopping);

    private static async Task LooksAsync(BrowserPage page, string name, params string[] looks)
    {
        var axe = await NodeScript.FileAsync("axe-core/axe.min.js");
        await Task.Run(() => page.CheckLooks(axe, $"site-{name}-", looks), Stopping);
    }
}
