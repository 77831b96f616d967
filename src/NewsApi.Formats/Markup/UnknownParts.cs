using System.Collections.Frozen;
using System.Xml.Linq;
using NewsApi.Formats.Items;

namespace NewsApi.Formats.Markup;

/// <summary>Finds the elements of an item that its standard does not have.</summary>
internal static class UnknownParts
{
    /// <summary>
    /// Adds a warning for each unknown name of an element; with <paramref name="strict"/>, rejects the item for it.
    /// </summary>
    /// <param name="isForeign">True for an element whose content belongs to other standards and is not checked.</param>
    public static void Check(
        XElement item, FrozenSet<string> known, string standard, Func<XElement, bool> isForeign, bool strict, ItemProblems problems)
    {
        foreach (var element in item.Elements())
        {
            if (element.Name.Namespace != item.Name.Namespace || !known.Contains(element.Name.LocalName))
            {
                var name = element.Name.LocalName;
                if (strict)
                {
                    problems.Reject($"'{name}' is not a part of {standard}.");
                }

                problems.Warn(name, $"'{name}' is not a part of {standard}. It is kept in the stored document only.");
            }
            else if (!isForeign(element))
            {
                // The depth of the recursion is limited by XmlInput.MaxDepth.
                Check(element, known, standard, isForeign, strict, problems);
            }
        }
    }
}
