using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using OpenQA.Selenium.Support.UI;
using Xunit;

namespace NewsApi.Tests.Support;

/// <summary>A page in a real browser, as a reader sees it. Its calls block.</summary>
internal class BrowserPage : IDisposable
{
    /// <summary>Bounds a wait for a fact; nothing is asserted about how long it takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly (string Name, int Width, int Height, bool Dark)[] Looks =
        [("wide", 1280, 900, false), ("narrow", 390, 844, false), ("wide-dark", 1280, 900, true), ("narrow-dark", 390, 844, true)];

    private readonly ChromeDriver _browser;
    private readonly WebDriverWait _wait;

    /// <param name="languages">The languages of the reader; those of the browser if it is left out.</param>
    public BrowserPage(Uri address, string? languages = null)
    {
        var options = new ChromeOptions
        {
            BinaryLocation = Prerequisite.Program("chromium", "chromium-browser", "google-chrome", "chrome"),
        };
        options.AddArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
            "--window-size=1280,900");
        options.SetLoggingPreference("browser", LogLevel.All);
        _browser = new ChromeDriver(ChromeDriverService.CreateDefaultService(Prerequisite.Program("chromedriver")), options);
        _wait = new WebDriverWait(_browser, Patience) { PollingInterval = TimeSpan.FromMilliseconds(50) };
        _wait.IgnoreExceptionTypes(typeof(WebDriverException));
        if (languages is not null)
        {
            _browser.ExecuteCdpCommand("Network.setUserAgentOverride", new Dictionary<string, object?>
            {
                ["userAgent"] = "Mozilla/5.0",
                ["acceptLanguage"] = languages,
            });
        }

        Go(address);
    }

    public Uri Address => new(_browser.Url);

    public string Text => _browser.FindElement(By.TagName("body")).Text;

    public string Title => _browser.Title;

    /// <summary>The state that the page shows of itself, such as of its connection.</summary>
    public string Status => string.Join(' ', _browser.FindElements(By.CssSelector("[role=status]")).Select(e => e.Text));

    /// <summary>The text of the element that has the focus.</summary>
    public string Focused => _browser.SwitchTo().ActiveElement().Text;

    /// <summary>What came into the browser's console since the last call and is neither a lost connection nor a missing icon.</summary>
    public string[] Complaints =>
    [
        .. _browser.Manage().Logs.GetLog("browser").Select(entry => entry.Message)
            .Where(message => !message.Contains("net::ERR_", StringComparison.Ordinal)
            && !message.Contains("favicon.ico", StringComparison.Ordinal)),
    ];

    /// <summary>The texts of the elements that a CSS selector finds.</summary>
    public string[] Texts(string selector) => [.. _browser.FindElements(By.CssSelector(selector)).Select(e => e.Text)];

    public void Go(Uri address) => _browser.Navigate().GoToUrl(address);

    /// <summary>Waits for a fact; where it never comes, fails with what is to be seen instead.</summary>
    public void Until(Func<bool> fact)
    {
        try
        {
            _wait.Until(_ => fact());
        }
        catch (WebDriverTimeoutException late)
        {
            throw new Xunit.Sdk.XunitException(
                $"It never came to this. The page at {Address}, {Status}:\n{Text}\n{string.Join('\n', Complaints)}", late);
        }
    }

    public void Click(By what) => _wait.Until(_ =>
    {
        _browser.FindElement(what).Click();
        return true;
    });

    /// <summary>Types into what has the focus after a click on it.</summary>
    public void Type(By what, string text)
    {
        var input = _browser.FindElement(what);
        input.SendKeys(Keys.Control + "a");
        input.SendKeys(text);
    }

    /// <summary>Presses a key where the focus is.</summary>
    public void Press(string key) => _browser.SwitchTo().ActiveElement().SendKeys(key);

    public void Back() => _browser.Navigate().Back();

    public void Reload() => _browser.Navigate().Refresh();

    public object? Run(string script) => _browser.ExecuteScript(script);

    public object? RunAsync(string script, params object?[] arguments)
    {
        _browser.Manage().Timeouts().AsynchronousJavaScript = Patience;
        return _browser.ExecuteAsyncScript(script, arguments);
    }

    /// <summary>
    /// Checks that nothing is cut off at the side and that axe finds nothing, WCAG 2.2 AA among its rules: light and dark, wide and
    /// narrow. Saves a picture of each.
    /// </summary>
    /// <param name="axe">The text of axe-core.</param>
    /// <param name="looks">Which of the four; all if there is none.</param>
    public void CheckLooks(string axe, string prefix = "", params string[] looks)
    {
        Run(axe);
        foreach (var (name, width, height, dark) in Looks.Where(look => looks.Length == 0 || looks.Contains(look.Name)))
        {
            Resize(width, height, dark);

            // What fades has no settled contrast yet.
            RunAsync("Promise.all(document.getAnimations().filter(a => a.effect.getTiming().iterations === 1).map(a => a.finished)).then(arguments[0])");
            Save(prefix + name);
            Assert.Equal((long)width, Run("return document.documentElement.scrollWidth"));
            Assert.Equal("", FindViolations());
        }
    }

    /// <summary>The violations of the rules of axe, which the page must have run; empty if there is none.</summary>
    public object? FindViolations() => RunAsync(
        "axe.run().then(found => arguments[0](found.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.html).join(' ')}`).join('\\n')))");

    /// <summary>Saves what is to be seen, where <c>NEWSAPI_SCREENSHOTS</c> names a folder.</summary>
    public void Save(string name)
    {
        if (Environment.GetEnvironmentVariable("NEWSAPI_SCREENSHOTS") is { Length: > 0 } folder)
        {
            _browser.GetScreenshot().SaveAsFile(Path.Combine(folder, $"{name}.png"));
        }
    }

    /// <summary>As a screen of that many CSS pixels shows it.</summary>
    /// <param name="media"><c>print</c> for paper.</param>
    public void Resize(int width, int height, bool dark = false, string media = "")
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
            ["media"] = media,
            ["features"] = new[] { new Dictionary<string,
                object> { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" } },
        });
    }

    public void Dispose() => _browser.Dispose();
}
