using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NewsApi.GraphQL.Declaring;

/// <summary>
/// Reads the schema's descriptions from the docstrings of the content model. The build writes these docstrings into an XML file beside the
/// assembly.
/// </summary>
internal static partial class XmlDescriptions
{
    private static readonly Dictionary<string, string> Summaries = Load(typeof(Content.Articles.Article).Assembly);

    /// <exception cref="InvalidOperationException">The property or type has no docstring, so its description would be missing.</exception>
    public static string Of(MemberInfo member)
    {
        var key = member is Type type
            ? $"T:{type.FullName}"
            : $"{(member is FieldInfo ? 'F' : 'P')}:{member.DeclaringType!.FullName}.{member.Name}";
        return Summaries.TryGetValue(key, out var summary)
            ? summary
            : throw new InvalidOperationException($"{key} is in the schema and needs a <summary>, which becomes its description.");
    }

    private static Dictionary<string, string> Load(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        return XDocument.Load(file).Descendants("member")
            .Where(m => m.Element("summary") is not null)
            // Not null: the compiler names every member, and the filter above keeps members that have a summary.
            .ToDictionary(m => m.Attribute("name")!.Value, m => ReadText(m.Element("summary")!));
    }

    private static string ReadText(XElement summary) => Space().Replace(
        string.Concat(summary.Nodes().Select(n => n switch
        {
            // Not null: our docstrings use either cref or langword.
            XElement { Name.LocalName: "see" } see => LastName((see.Attribute("cref") ?? see.Attribute("langword"))!.Value),
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement other => other.Value,
            _ => n.ToString(),
        })), " ").Trim();

    private static string LastName(string cref) => cref[(cref.LastIndexOf('.') + 1)..];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
