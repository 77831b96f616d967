using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.FrontEnds;

/// <summary>
/// The live lists of the React site and of the pages with urql, Relay and EventSource, while connections and the service fail.
/// </summary>
[Collection(nameof(ReactSite))]
[Trait("Needs", "Browser")]
[Trait("Needs", "Node")]
public sealed class LivePagesTests(ReactSite site)
{
    private const string Lost = "Not connected";

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_latest_news_come_and_leave_through_a_frozen_connection_and_a_restart_and_the_status_is_true()
    {
        var page = await site.OpenAsync("/latest");
        await UntilAsync(page, () => page.Status == "Live" && page.Texts(".live h2").Length == 20);
        Record(page);

        // 1. Published and withdrawn.
        var first = await site.PublishAsync("The harbour master finds his hat");
        await UntilAsync(page, () => page.Texts(".live .new") is [var newest]
            && newest.Contains("The harbour master finds his hat", StringComparison.Ordinal));
        Assert.Equal(20, page.Texts(".live h2").Length);
        page.Save("site-latest");
        await site.WithdrawAsync(first);
        await UntilAsync(page, () => !page.Text.Contains("harbour master", StringComparison.Ordinal));

        // 2. The connection dies without a word.
        await site.BreakAsync("freeze");
        await site.PublishAsync("The hat is somebody else’s");
        await UntilAsync(page, () => page.Texts(".live h2") is ["The hat is somebody else’s", ..] && page.Status == "Live");
        Assert.Contains(Recorded(page), state => state.StartsWith(Lost, StringComparison.Ordinal));

        // 3. The service is killed while Vite keeps the browser's connection.
        Record(page);
        await site.KillServiceAsync();
        await UntilAsync(page, () => page.Status.StartsWith(Lost, StringComparison.Ordinal));
        page.Save("site-offline");
        await site.PublishAsync("Owner of the hat sought");
        await site.StartServiceAsync();
        await UntilAsync(page, () => page.Texts(".live h2") is ["Owner of the hat sought", ..] && page.Status == "Live");
        Assert.Equal("Live", Recorded(page)[^1]);
        Assert.Equal("since the beginning", page.Run("return window.loaded"));

        // Each article once, the newest first.
        var headlines = page.Texts(".live h2");
        Assert.Equal(headlines.Distinct(), headlines);
    }

    [Theory]
    [InlineData("first.html")]
    [InlineData("urql.html")]
    [InlineData("relay.html")]
    [InlineData("event-source.html")]
    public async Task A_list_with_another_client_goes_on_after_a_frozen_connection(string path)
    {
        var page = await site.OpenAsync(path);
        await UntilAsync(page, () => page.Status == "live" && page.Texts("ol li").Length == 10);
        Record(page);
        await site.PublishAsync($"Seen at {path}");
        await UntilAsync(page, () => page.Texts("ol li").FirstOrDefault() == $"Seen at {path}");
        await site.BreakAsync("freeze");
        await site.PublishAsync($"Seen again at {path}");
        await UntilAsync(page, () => page.Texts("ol li").FirstOrDefault() == $"Seen again at {path}" && page.Status == "live");
        Assert.Contains("offline", Recorded(page));
        Assert.Equal(10, page.Texts("ol li").Distinct().Count());
    }

    /// <summary>From now on the page keeps each status that it shows.</summary>
    private static void Record(BrowserPage page) => page.Run(
        """
        window.loaded ??= 'since the beginning';
        const status = document.querySelector('[role=status]');
        window.recorded = [status.textContent];
        new MutationObserver(() => window.recorded.push(status.textContent))
          .observe(status, { childList: true, characterData: true, subtree: true });
        """);

    private static string[] Recorded(BrowserPage page) =>
        [.. ((IEnumerable<object>)page.Run("return window.recorded")!).Select(state => $"{state}")];

    private static Task UntilAsync(BrowserPage page, Func<bool> fact) => Task.Run(() => page.Until(fact), Stopping);
}
