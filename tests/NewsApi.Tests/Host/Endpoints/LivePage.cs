using NewsApi.Tests.Support;
using OpenQA.Selenium;

namespace NewsApi.Tests.Host.Endpoints;

/// <summary>The live page in a real browser, as somebody sees it who looks at it. Its calls block.</summary>
internal sealed class LivePage(Uri address, string? languages) : BrowserPage(address, languages)
{
    /// <summary>What it says of its connection.</summary>
    public string Connection => Texts("#connection").Single();

    /// <summary>The headlines of the list, without the lead story.</summary>
    public string[] Headlines => Texts("#days h3");

    /// <summary>The headlines of open articles.</summary>
    public string[] OpenHeadlines => Texts(".open h3");

    /// <summary>The text of the button that shows the headlines which wait; empty if none waits.</summary>
    public string Waiting => Texts("#fresh").Single();

    /// <param name="languages">The languages of the reader; those of the browser if it is left out.</param>
    public static LivePage Open(Uri address, string? languages = null) => new(address, languages);

    /// <summary>Waits for a fact; where it never comes, fails with what is to be seen instead.</summary>
    public void Until(Func<LivePage, bool> fact) => Until(() => fact(this));

    public void UntilLive() => Until(page => page.Connection == "Live");

    public void Click(string headline) => Click(By.XPath($"//h3/a[.='{headline}']"));

    /// <summary>Types into a filter as at a keyboard, and leaves it.</summary>
    public void Type(string filter, string text) => Type(By.Name(filter), text + Keys.Tab);

    /// <summary>Types a text into a filter, and stays there.</summary>
    public void TypePart(string filter, string text) => Type(By.Name(filter), text);
}
