using System.Xml.Linq;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.NewsMl1;

/// <summary>
/// The component of an item that is the article. An item is a tree of components: equal articles in several languages, and below them the
/// body, pictures and other parts. A component has the metadata of those around it.
/// </summary>
internal sealed class NewsMl1Component
{
    private readonly XElement[] _path;

    public NewsMl1Component(XElement item)
    {
        Item = item;
        var root = item.Child("NewsComponent");
        Main = root is null ? null : Find(root, Language(root)) ?? root;
        _path = Main is null ? [] : [.. Main.AncestorsAndSelf(item.Name.Namespace + "NewsComponent")];
    }

    public XElement Item { get; }

    /// <summary>The component with the headline, in the language of the item if there are several; null if there is no component.</summary>
    public XElement? Main { get; }

    /// <summary>The component and those below it.</summary>
    public IEnumerable<XElement> Parts => Main?.DescendantsAndSelf(Main.Name.Namespace + "NewsComponent") ?? [];

    /// <summary>Returns the parts with a path of names in the component; if it has none, those of the component around it.</summary>
    public IReadOnlyList<XElement> All(string parent, string name) => _path
        .Select(component => component.Child(parent).Children(name).ToArray()).FirstOrDefault(found => found.Length > 0) ?? [];

    public XElement? First(string parent, string name) => All(parent, name) is [var first, ..] ? first : null;

    /// <summary>Returns the value of <c>FormalName</c>; null if it is absent or blank.</summary>
    public static string? Formal(XElement? element) => element.Attr("FormalName");

    /// <summary>Returns the role of a component, in lower case.</summary>
    public static string? Role(XElement component) => Formal(component.Child("Role"))?.ToLowerInvariant();

    private static XElement? Find(XElement component, string? language) => component.Child("NewsLines").Child("HeadLine") is not null
        ? component
        : component.Children("NewsComponent").OrderBy(inner => language is null || Language(inner) == language ? 0 : 1)
            .Select(inner => Find(inner, language)).FirstOrDefault(found => found is not null);

    private static string? Language(XElement component) => Formal(component.Child("DescriptiveMetadata").Child("Language"));
}
