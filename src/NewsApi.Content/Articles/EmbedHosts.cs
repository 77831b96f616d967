using AngleSharp.Dom;

namespace NewsApi.Content.Articles;

/// <summary>
/// The hosts whose embedded players, maps and posts stay in bodies. The process has one list of hosts, so that editors' commands and
/// imports keep the same embeds.
/// </summary>
public sealed class EmbedHosts
{
    private readonly string[] _hosts;

    private EmbedHosts(string[] hosts) => _hosts = hosts;

    public static EmbedHosts None { get; } = new([]);

    /// <summary>The allowed hosts for every body that this process sanitises. Set once, at the start of the process.</summary>
    public static EmbedHosts Current { get; set; } = None;

    /// <param name="hosts">Host names, separated by semicolons. A host includes its subdomains.</param>
    public static EmbedHosts Parse(string hosts) =>
        new(hosts.ToLowerInvariant().Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>True if an embed from the address stays in a body: its host is allowed, and the address is HTTPS.</summary>
    public bool Allows(string? address) => HostOf(address) is { } host
        && WholeOf(address).StartsWith("https:", StringComparison.OrdinalIgnoreCase)
        && Array.Exists(_hosts, allowed => host == allowed || host.EndsWith($".{allowed}", StringComparison.Ordinal));

    /// <summary>Returns the host of an embed's address; null if the address is not a URL of HTTP or HTTPS.</summary>
    internal static string? HostOf(string? address) =>
        Uri.TryCreate(WholeOf(address), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.Host : null;

    /// <summary>
    /// Removes the iframes whose address is not allowed. Also removes the <c>class</c> of every element that is not an allowed embed. An
    /// allowed embed is an iframe, or a post: a <c>blockquote</c> with a script of an allowed host directly after it. The sanitiser later
    /// removes all scripts, and elements such as <c>object</c> and <c>video</c>.
    /// </summary>
    /// <returns>The embeds that are not allowed, as texts such as "iframe of maps.example". Each text occurs once.</returns>
    internal ValueList<string> Filter(IDocument document)
    {
        var dropped = new SortedSet<string>(StringComparer.Ordinal);
        var kept = new HashSet<IElement>();
        foreach (var element in document.QuerySelectorAll("iframe,embed,object,audio,video,script[src]").ToArray())
        {
            var address = element.GetAttribute("src") ?? element.GetAttribute("data")
                ?? element.QuerySelector("source")?.GetAttribute("src");
            if (!Allows(address))
            {
                dropped.Add($"{element.LocalName} of {HostOf(address) ?? "no host"}");
            }
            else if (element.LocalName == "iframe")
            {
                kept.Add(element);
            }
            else if (element is { LocalName: "script", PreviousElementSibling: { LocalName: "blockquote" } post })
            {
                // The sanitiser removes this script. A site that shows the article loads the script itself; the script finds the post by
                // the class.
                kept.Add(post);
            }
        }

        foreach (var element in document.QuerySelectorAll("iframe,[class]").Where(element => !kept.Contains(element)).ToArray())
        {
            element.RemoveAttribute("class");
            if (element.LocalName == "iframe")
            {
                element.Remove();
            }
        }

        return [.. dropped];
    }

    private static string WholeOf(string? address) =>
        address?.StartsWith("//", StringComparison.Ordinal) == true ? $"https:{address}" : address ?? "";
}
