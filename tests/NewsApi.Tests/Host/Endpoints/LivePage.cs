using NewsApi.Tests.Support;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using OpenQA.Selenium.Support.UI;

namespace NewsApi.Tests.Host.Endpoints;

/// <summary>The live page in a real browser, as somebody sees it who looks at it. Its calls block.</summary>
internal sealed class LivePage : IDisposable
{
    /// <summary>Bounds a wait for a fact; nothing is asserted about how long it takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ChromeDriver _browser;
    private readonly WebDriverWait _wait;

    private LivePage(ChromeDriver browser)
    {
        _browser = browser;
        _wait = new WebDriverWait(browser, Patience) { PollingInterval = TimeSpan.FromMilliseconds(50) };
        _wait.IgnoreExceptionTypes(typeof(WebDriverException));
    }

    public Uri Address => new(_browser.Url);

    public string Text => _browser.FindElement(By.TagName("body")).Text;

    public string Title => _browser.Title;

    /// <summary>What it says of its connection.</summary>
    public string Connection => _browser.FindElement(By.CssSelector("[role=status]")).Text;

    public string[] Headlines => [.. _browser.FindElements(By.CssSelector("h3")).Select(h => h.Text)];

    /// <summary>What is in the browser's console and is neither a lost connection nor a missing icon.</summary>
    public string[] Complaints =>
    [
        .. _browser.Manage().Logs.GetLog("browser").Select(entry => entry.Message)
            .Where(message => !message.Contains("net::ERR_", StringComparison.Ordinal)
            && !message.Contains("favicon.ico", StringComparison.Ordinal)),
    ];

    public static LivePage Open(Uri address)
    {
        var options = new ChromeOptions
        {
            BinaryLocation = Prerequisite.Program(
            "chromium", "chromium-browser", "google-chrome", "chrome")
        };
        options.AddArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
            "--window-size=1280,900");
        options.SetLoggingPreference("browser", LogLevel.All);
        var page = new LivePage(new ChromeDriver(ChromeDriverService.CreateDefaultService(Prerequisite.Program("chromedriver")), options));
        page._browser.Navigate().GoToUrl(address);
        return page;
    }

    /// <summary>Waits for a fact; where it never comes, fails with what is to be seen instead.</summary>
    public void Until(Func<LivePage, bool> fact)
    {
        try
        {
            _wait.Until(_ => fact(this));
        }
        catch (WebDriverTimeoutException late)
        {
            throw new Xunit.Sdk.XunitException(
                $"It never came to this. The page at {Address}, {Connection}:\n{Text}\n{string.Join('\n', Complaints)}", late);
        }
    }

    public void UntilLive() => Until(page => page.Connection == "Live");

    public void Click(By what) => _wait.Until(_ =>
    {
        _browser.FindElement(what).Click();
        return true;
    });

    public void Click(string headline) => Click(By.XPath($"//h3/button[.='{headline}']"));

    /// <summary>Types into a filter as at a keyboard, and leaves it.</summary>
    public void Type(string filter, string text)
    {
        var input = _browser.FindElement(By.Name(filter));
        input.SendKeys(Keys.Control + "a");
        input.SendKeys(text + Keys.Tab);
    }

    public void Back() => _browser.Navigate().Back();

    public void Reload() => _browser.Navigate().Refresh();

    public object? Run(string script) => _browser.ExecuteScript(script);

    public object? RunAsync(string script)
    {
        _browser.Manage().Timeouts().AsynchronousJavaScript = Patience;
        return _browser.ExecuteAsyncScript(script);
    }

    /// <summary>As a screen of that many CSS pixels shows it.</summary>
    public void Resize(int width, int height, bool dark)
    {
        _browser.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new Dictionary<string, object?>
        {
            ["width"] = width,
            ["height"] = height,
            ["deviceScaleFactor"] = 2,
            ["mobile"] = width < 600,
        });
        _browser.ExecuteCdpCommand("Emulation.setEmulatedMedia", new Dictionary<string, object?>
        {
            ["features"] = new[] { new Dictionary<string,
                object> { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" } },
        });
    }

    /// <summary>Saves what is to be seen, where <c>NEWSAPI_SCREENSHOTS</c> names a folder.</summary>
    public void Save(string name)
    {
        if (Environment.GetEnvironmentVariable("NEWSAPI_SCREENSHOTS") is { Length: > 0 } folder)
        {
            _browser.GetScreenshot().SaveAsFile(Path.Combine(folder, $"{name}.png"));
        }
    }

    public void Dispose() => _browser.Dispose();
}
