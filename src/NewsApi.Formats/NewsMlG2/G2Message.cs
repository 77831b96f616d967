using System.Xml.Linq;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.NewsMlG2;

/// <summary>
/// The items of a document. A package says which pictures belong to which text: a news item that is a picture, and that a package or a
/// text of the same document refers to, becomes a picture of the text, and not an article.
/// </summary>
internal sealed class G2Message
{
    public static readonly XNamespace Namespace = "http://iptc.org/std/nar/2006-10-01/";

    /// <summary>The root elements of NewsML-G2, with the reason why an item of that kind is not an article; null for others.</summary>
    private static readonly Dictionary<string, string?> Kinds = new(StringComparer.Ordinal)
    {
        ["newsMessage"] = null,
        ["newsItem"] = null,
        ["packageItem"] = null,
        ["conceptItem"] = "A conceptItem describes a person, a place, an event or another concept, and is not an article.",
        ["knowledgeItem"] = "A knowledgeItem is a list of concepts, and is not an article.",
        ["planningItem"] = "A planningItem announces coverage, and is not an article.",
        ["catalogItem"] = "A catalogItem is a list of vocabularies, and is not an article.",
    };

    private readonly List<XElement> _items;
    private readonly Dictionary<string, XElement> _pictures;
    private readonly Dictionary<string, List<XElement>> _picturesOfTexts = new(StringComparer.Ordinal);

    public G2Message(XElement root)
    {
        _items = root.Name.LocalName == "newsMessage"
            ? [.. root.Children("itemSet").Elements().Where(item => IsKnown(item.Name.LocalName))]
            : [root];
        _pictures = NewsItems.Where(item => Guid(item) is not null && G2Code.Of(ItemClass(item)) is "picture" or "graphic")
            .GroupBy(item => Guid(item) ?? "").ToDictionary(same => same.Key, same => same.Last());
        var texts = NewsItems.Except(_pictures.Values).Select(Guid).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var package in _items.Where(item => item.Name.LocalName == "packageItem"))
        {
            var parts = PartsOf(package);
            foreach (var text in parts.Where(texts.Contains).Distinct())
            {
                Add(text, parts);
            }
        }

        foreach (var item in NewsItems)
        {
            if (Guid(item) is { } text && texts.Contains(text))
            {
                Add(text, item.Child("itemMeta").Children("link").Select(link => link.Attr("residref")).OfType<string>());
            }
        }
    }

    private IEnumerable<XElement> NewsItems => _items.Where(item => item.Name.LocalName == "newsItem");

    public static bool IsKnown(string name) => Kinds.ContainsKey(name);

    /// <summary>Returns the news items that may be articles, in the order of the document, each with its pictures.</summary>
    public IEnumerable<(XElement Element, IReadOnlyList<XElement> Pictures)> Articles()
    {
        var used = _picturesOfTexts.Values.SelectMany(pictures => pictures).ToHashSet();
        return NewsItems.Where(item => !used.Contains(item)).Select(item => (item,
            (IReadOnlyList<XElement>)(Guid(item) is { } guid && _picturesOfTexts.TryGetValue(guid, out var pictures) ? pictures : [])));
    }

    /// <summary>
    /// Returns the items that are not articles, each with the reason. A package is among them only if the document has none of its items:
    /// otherwise these items are read, and nothing is lost.
    /// </summary>
    public IEnumerable<(XElement Item, string Reason)> Rejections()
    {
        var guids = NewsItems.Select(Guid).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var item in _items)
        {
            if (Kinds[item.Name.LocalName] is { } reason)
            {
                yield return (item, reason);
            }
            else if (item.Name.LocalName == "packageItem")
            {
                var parts = PartsOf(item);
                if (!parts.Exists(guids.Contains))
                {
                    yield return (item, $"A packageItem is not an article, and the document contains none of its {parts.Count} items.");
                }
            }
        }
    }

    private void Add(string text, IEnumerable<string> parts)
    {
        foreach (var part in parts)
        {
            if (_pictures.TryGetValue(part, out var picture))
            {
                if (!_picturesOfTexts.TryGetValue(text, out var pictures))
                {
                    _picturesOfTexts[text] = pictures = [];
                }

                if (!pictures.Contains(picture))
                {
                    pictures.Add(picture);
                }
            }
        }
    }

    private static List<string> PartsOf(XElement package) =>
        [.. package.Descendants(package.Name.Namespace + "itemRef").Select(part => part.Attr("residref")).OfType<string>()];

    private static string? Guid(XElement item) => item.Attr("guid");

    private static XElement? ItemClass(XElement item) => item.Child("itemMeta").Child("itemClass");
}
