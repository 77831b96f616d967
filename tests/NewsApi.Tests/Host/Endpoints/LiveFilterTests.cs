using NewsApi.Tests.Clients;
using NewsApi.Tests.Support;
using OpenQA.Selenium;
using Xunit;

namespace NewsApi.Tests.Host.Endpoints;

/// <summary>The filters of the live page in a real browser.</summary>
[Trait("Needs", "Browser")]
[Trait("Needs", "Node")]
public sealed class LiveFilterTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_live_page_is_filtered_by_topic_person_and_place_and_the_filter_is_in_the_URL()
    {
        await server.Newsroom.PublishAsync(
            "About ferries", TestNewsroom.Topic("Ferries"), TestNewsroom.Person("Ada Berg"), TestNewsroom.Place("Bergen"));
        await server.Newsroom.PublishAsync("About trams", TestNewsroom.Topic("Tramways"));
        using var page = await OpenAsync("live/");
        await UntilAsync(page, p => p.Headlines.Contains("About ferries") && p.Headlines.Contains("About trams"));

        // 1. By a link under a headline, and by name.
        await Task.Run(() => page.Click(By.LinkText("Ferries")), Stopping);
        await UntilAsync(page, p => p.Headlines is ["About ferries"] && p.Address.Query == "?topic=ferries"
            && p.Title.StartsWith("Ferries", StringComparison.Ordinal));
        await Task.Run(() => page.Type("topic", "tramways"), Stopping);
        await UntilAsync(page, p => p.Headlines is ["About trams"] && p.Address.Query == "?topic=tramways");

        // 2. What comes is chosen by the same.
        page.UntilLive();
        await server.Newsroom.PublishAsync("More about ferries", TestNewsroom.Topic("Ferries"), TestNewsroom.Place("Bergen"));
        await server.Newsroom.PublishAsync("More about trams", TestNewsroom.Topic("Tramways"));
        await UntilAsync(page, p => p.Headlines.Contains("More about trams"));
        Assert.DoesNotContain("More about ferries", page.Headlines);

        // 3. The way back, a reload, several at once, and none.
        await Task.Run(page.Back, Stopping);
        await UntilAsync(page, p => p.Headlines.Order(StringComparer.Ordinal).SequenceEqual(["About ferries", "More about ferries"]));
        await Task.Run(() => page.Type("person", "Ada Berg"), Stopping);
        await UntilAsync(page, p => p.Headlines is ["About ferries"] && p.Address.Query == "?topic=ferries&person=ada-berg");
        await Task.Run(() => page.Type("place", "Bergen"), Stopping);
        await UntilAsync(page, p => p.Address.Query == "?topic=ferries&person=ada-berg&place=bergen");
        await Task.Run(page.Reload, Stopping);
        await UntilAsync(page, p => p.Headlines is ["About ferries"] && p.Connection == "Live");
        await Task.Run(() => page.Click(By.CssSelector("button[type=reset]")), Stopping);
        await UntilAsync(page, p => p.Headlines.Contains("More about trams") && p.Address.Query.Length == 0);
    }

    [Fact]
    public async Task An_unknown_name_in_the_URL_shows_a_message_and_no_headlines()
    {
        using var page = await OpenAsync("live/?person=nobody");
        await UntilAsync(page, p => p.Text.Contains("There is no person “nobody” here.", StringComparison.Ordinal));
        Assert.Empty(page.Headlines);
    }

    [Fact]
    public async Task Enter_takes_the_first_offered_name_and_the_arrow_keys_reach_the_others()
    {
        await server.Newsroom.PublishAsync(
            "About boats", TestNewsroom.Topic("Rowing boats"), TestNewsroom.Topic("Boating"), TestNewsroom.Person("Åse Boatright"));
        await server.Newsroom.PublishAsync("More about boats", TestNewsroom.Topic("Boating"));
        using var page = await OpenAsync("live/");
        page.UntilLive();

        // 1. The name that more articles have comes first.
        await Task.Run(() => page.TypePart("topic", "boat"), Stopping);
        await UntilAsync(page, p => p.Texts("[role=option]") is ["Boating", "Rowing boats"]
            && p.Texts("[role=option][aria-selected=true]") is ["Boating"]);
        await AxeAsync(page);
        page.Press(Keys.Enter);
        await UntilAsync(page, p => p.Address.Query == "?topic=boating" && p.Headlines.Length == 2);

        // 2. Enter does not wait for the offers to appear.
        await Task.Run(() => page.TypePart("person", "boatr" + Keys.Enter), Stopping);
        await UntilAsync(page, p => p.Address.Query == "?topic=boating&person=ase-boatright" && p.Headlines is ["About boats"]);

        // 3. Another offer, no offer, and the way back.
        await Task.Run(() => page.TypePart("topic", "boat"), Stopping);
        await UntilAsync(page, p => p.Texts("[role=option]") is ["Boating", "Rowing boats"]
            && p.Texts("[role=option][aria-selected=true]") is ["Boating"]);
        page.Press(Keys.ArrowDown);
        page.Press(Keys.Enter);
        await UntilAsync(page, p => p.Address.Query.StartsWith("?topic=rowing-boats", StringComparison.Ordinal));
        await Task.Run(() => page.TypePart("topic", "zzyzx" + Keys.Enter), Stopping);
        await UntilAsync(page, p => p.Text.Contains("No topic has a name with “zzyzx”.", StringComparison.Ordinal));
        page.Press(Keys.Escape);
        Assert.Equal("Rowing boats", page.Run("return document.querySelector('#topic').value"));
        Assert.DoesNotContain("zzyzx", page.Text, StringComparison.Ordinal);
    }

    private static async Task AxeAsync(LivePage page)
    {
        page.Run(await NodeScript.FileAsync("axe-core/axe.min.js"));
        Assert.Equal("", await Task.Run(page.FindViolations, Stopping));
    }

    private Task<LivePage> OpenAsync(string address) => Task.Run(() => LivePage.Open(new Uri(server.Address, address)), Stopping);

    private static Task UntilAsync(LivePage page, Func<LivePage, bool> fact) => Task.Run(() => page.Until(fact), Stopping);
}
