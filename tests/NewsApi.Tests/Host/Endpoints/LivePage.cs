using NewsApi.Tests.Support;
using OpenQA.Selenium;

namespace NewsApi.Tests.Host.Endpoints;

/// <summary>The live page in a real browser, as somebody sees it who looks at it. Its calls block.</summary>
internal sealed class LivePage(Uri address) : BrowserPage(address)
{
    /// <summary>What it says of its connection.</summary>
    public string Connection => Status;

    public string[] Headlines => Texts("h3");

    public static LivePage Open(Uri address) => new(address);

    /// <summary>Waits for a fact; where it never comes, fails with what is to be seen instead.</summary>
    public void Until(Func<LivePage, bool> fact) => Until(() => fact(this));

    public void UntilLive() => Until(page => page.Connection == "Live");

    public void Click(string headline) => Click(By.XPath($"//h3/button[.='{headline}']"));

    /// <summary>Types into a filter as at a keyboard, and leaves it.</summary>
    public void Type(string filter, string text) => Type(By.Name(filter), text + Keys.Tab);
}
