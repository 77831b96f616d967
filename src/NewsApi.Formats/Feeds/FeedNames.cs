using System.Collections.Frozen;
using System.Xml.Linq;
using NewsApi.Formats.Items;

namespace NewsApi.Formats.Feeds;

/// <summary>The namespaces of feeds and of their common extensions.</summary>
internal static class FeedNames
{
    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    public static readonly XNamespace Rss1 = "http://purl.org/rss/1.0/";
    public static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    public static readonly XNamespace DublinCore = "http://purl.org/dc/elements/1.1/";
    public static readonly XNamespace DublinCoreTerms = "http://purl.org/dc/terms/";
    public static readonly XNamespace Media = "http://search.yahoo.com/mrss/";
    public static readonly XNamespace Tombstones = "http://purl.org/atompub/tombstones/1.0";
    public static readonly XNamespace Publishing = "http://www.w3.org/2007/app";

    private static readonly FrozenSet<XNamespace> Extensions =
        FrozenSet.Create(null, [Atom, Content, DublinCore, DublinCoreTerms, Media, Publishing]);

    /// <summary>
    /// Adds a warning for each name of an element that neither the standard nor a known extension has. Feeds may have elements of other
    /// namespaces, so only an unknown element in the standard's own namespace costs the entry with <paramref name="strict"/>.
    /// </summary>
    public static void Check(XElement entry, FrozenSet<string> known, string standard, bool strict, ItemProblems problems)
    {
        foreach (var element in entry.Elements())
        {
            var isOwn = element.Name.Namespace == entry.Name.Namespace;
            if (isOwn ? known.Contains(element.Name.LocalName) : Extensions.Contains(element.Name.Namespace))
            {
                continue;
            }

            var prefix = isOwn ? null : element.GetPrefixOfNamespace(element.Name.Namespace);
            var name = string.IsNullOrEmpty(prefix) ? element.Name.LocalName : $"{prefix}:{element.Name.LocalName}";
            if (strict && isOwn)
            {
                problems.Reject($"'{name}' is not a part of {standard}.");
            }

            problems.Warn(
                name, $"'{name}' is not a part of {standard} or of an extension that is read. It is kept in the stored document only.");
        }
    }
}
