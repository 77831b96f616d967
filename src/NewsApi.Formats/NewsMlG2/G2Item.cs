using System.Xml.Linq;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.NewsMlG2;

/// <summary>A news item with what its parts share: the language, and the assertions about its concepts.</summary>
internal sealed class G2Item
{
    private readonly Dictionary<string, XElement> _assertions = new(StringComparer.Ordinal);

    public G2Item(XElement element)
    {
        Element = element;
        foreach (var assertion in element.Children("assert"))
        {
            foreach (var key in new[] { assertion.Attr("uri"), assertion.Attr("qcode"), assertion.Attr("literal") }.OfType<string>())
            {
                _assertions.TryAdd(key, assertion);
            }
        }
    }

    public XElement Element { get; }

    public XElement? ItemMeta => Element.Child("itemMeta");

    public XElement? ContentMeta => Element.Child("contentMeta");

    public IEnumerable<XElement> Contents => Element.Children("contentSet").Elements();

    public string? Language =>
        ContentMeta.Child("language").Attr("tag") ?? Contents.Select(content => content.Lang()).FirstOrDefault(tag => tag is not null)
        ?? Element.Lang();

    public XElement? FindAssertion(string? key) => key is null ? null : _assertions.GetValueOrDefault(key);

    /// <summary>Returns the name of a concept: in the language of the item, else without a language, else the first.</summary>
    public string? NameOf(XElement? concept) => Choose(concept.Children("name"));

    /// <summary>Returns one of several texts: in the language of the item, else without a language, else the first.</summary>
    public string? Choose(IEnumerable<XElement> texts) =>
        texts.OrderBy(LanguageRank).Select(text => text.Prose()).FirstOrDefault(text => text is not null);

    private int LanguageRank(XElement text) => text.Lang() switch
    {
        null => 2,
        var tag when tag == Language => 0,
        var tag when Primary(tag) == Primary(Language) => 1,
        _ => 3,
    };

    private static string? Primary(string? tag) => tag?.Split('-', '_')[0].ToLowerInvariant();
}
