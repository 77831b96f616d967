using System.Text.Json;
using NewsApi.Tests.Support;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using OpenQA.Selenium.Support.UI;
using Xunit;

namespace NewsApi.Tests.Host.Endpoints;

[Trait("Needs", "Browser")]
[Trait("Needs", "Node")]
public sealed class IdeBrowserTests(TestServer server) : IClassFixture<TestServer>
{
    /// <summary>Bounds a wait for a fact; nothing is asserted about how long it takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_IDE_at_the_GraphQL_URL_runs_its_first_query_without_requests_to_other_hosts_and_new_tabs_are_empty()
    {
        Prerequisite.Program("npm");
        using var browser = Open();
        await server.Database.StoreAsync(Some.PublicArticle("Herring fleet returns"));

        // The browser's calls block; the test's thread is not theirs to hold.
        var (url, answer, requested) = await Task.Run(() => PressRun(browser), TestContext.Current.CancellationToken);
        await Task.Run(() => OpenTabs(browser), TestContext.Current.CancellationToken);

        Assert.Equal("/graphql/ui/", new Uri(url).AbsolutePath);
        Assert.Contains("Herring fleet returns", answer, StringComparison.Ordinal);
        Assert.NotEmpty(requested);
        Assert.All(requested, address => Assert.Equal(server.Address.Authority, address.Authority));

        // The policy of the page refuses nothing that the IDE does.
        Assert.DoesNotContain(
            browser.Manage().Logs.GetLog("browser").Select(entry => entry.Message),
            message => message.Contains("Content Security", StringComparison.Ordinal)
                || message.Contains("Refused", StringComparison.Ordinal));
    }

    private static ChromeDriver Open()
    {
        var options = new ChromeOptions
        {
            BinaryLocation = Prerequisite.Program(
            "chromium", "chromium-browser", "google-chrome", "chrome")
        };
        options.AddArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1400,900");
        options.SetLoggingPreference("performance", LogLevel.All);
        options.SetLoggingPreference("browser", LogLevel.All);
        return new ChromeDriver(ChromeDriverService.CreateDefaultService(Prerequisite.Program("chromedriver")), options);
    }

    private (string Url, string Answer, List<Uri> Requested) PressRun(ChromeDriver browser)
    {
        var wait = new WebDriverWait(browser, Patience) { PollingInterval = TimeSpan.FromMilliseconds(100) };
        wait.IgnoreExceptionTypes(typeof(WebDriverException));
        browser.Navigate().GoToUrl(new Uri(server.Address, "graphql"));

        // The tab with the first query opens by itself; it can run once the schema is read and the query taken apart for the builder.
        wait.Until(page => PageText(page).Contains("Schema available", StringComparison.Ordinal));
        wait.Until(page => PageText(page).Contains("LatestNews: Query", StringComparison.Ordinal));
        wait.Until(page =>
        {
            page.FindElements(By.TagName("button")).First(button => button.Text.Trim() == "Run").Click();
            return true;
        });
        wait.Until(page => PageText(page).Contains("\"headline\"", StringComparison.Ordinal));
        var answer = PageText(browser);
        browser.GetScreenshot().SaveAsFile(Path.Combine(AppContext.BaseDirectory, "ide.png"));
        return (browser.Url, answer, Requested(browser));
    }

    /// <summary>Opens a second tab on the first visit, and a third tab on the next visit.</summary>
    private static void OpenTabs(ChromeDriver browser)
    {
        var wait = new WebDriverWait(browser, Patience) { PollingInterval = TimeSpan.FromMilliseconds(100) };
        wait.IgnoreExceptionTypes(typeof(WebDriverException));
        foreach (var tab in new[] { "untitled 2", "untitled 3" })
        {
            wait.Until(page =>
            {
                page.FindElement(By.CssSelector("button[aria-label^='New Document']")).Click();
                return true;
            });
            wait.Until(page => PageText(page).Contains(tab, StringComparison.Ordinal)
                && !PageText(page).Contains("LatestNews", StringComparison.Ordinal));
            browser.Navigate().Refresh();
        }
    }

    /// <summary>The editors put non-breaking spaces where a document has plain ones.</summary>
    private static string PageText(IWebDriver page) => page.FindElement(By.TagName("body")).Text.Replace('\u00A0', ' ');

    private static List<Uri> Requested(ChromeDriver browser) =>
    [
        .. browser.Manage().Logs.GetLog("performance")
            .Select(entry => JsonElement.Parse(entry.Message).GetProperty("message"))
            .Where(message => message.GetProperty("method").GetString() == "Network.requestWillBeSent")
            .Select(message => new Uri(message.GetProperty("params").GetProperty("request").GetProperty("url").GetString()!))
            .Where(address => address.Scheme is not ("data" or "blob")),
    ];
}
