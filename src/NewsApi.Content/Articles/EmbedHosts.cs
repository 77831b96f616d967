using AngleSharp.Dom;

namespace NewsApi.Content.Articles;

/// <summary>
/// The hosts whose embedded players, maps and posts stay in bodies. One value for the process, because editors and imports must agree.
/// </summary>
public sealed class EmbedHosts
{
    private readonly string[] _hosts;

    private EmbedHosts(string[] hosts) => _hosts = hosts;

    public static EmbedHosts None { get; } = new([]);

    /// <summary>The value that holds for every body sanitised from now on; set at the start of the process.</summary>
    public static EmbedHosts Current { get; set; } = None;

    /// <param name="hosts">Host names, separated by semicolons; each stands for its subdomains too.</param>
    public static EmbedHosts Parse(string hosts) =>
        new(hosts.ToLowerInvariant().Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Whether an embed from the address stays; only over HTTPS.</summary>
    public bool Allows(string? address) => HostOf(address) is { } host
        && WholeOf(address).StartsWith("https:", StringComparison.OrdinalIgnoreCase)
        && Array.Exists(_hosts, allowed => host == allowed || host.EndsWith($".{allowed}", StringComparison.Ordinal));

    /// <summary>Returns the host of an embed's address; null if it has none.</summary>
    internal static string? HostOf(string? address) =>
        Uri.TryCreate(WholeOf(address), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.Host : null;

    /// <summary>
    /// Prepares the embeds of a document for the sanitiser: what is not allowed is removed, and what is allowed is left as it is.
    /// </summary>
    /// <returns>The removed embeds by element and host, each once.</returns>
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
                // The script itself never stays; that of the site finds the post by its class.
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
