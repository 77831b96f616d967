using System.Text.Json;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Formats.Items;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Ninjs;

/// <summary>Reads the sources of an item, and its genre.</summary>
internal static class NinjsSources
{
    /// <summary>Returns the sources in order, without the one that <see cref="TextRole.MainSource"/> marks.</summary>
    public static ValueList<InformationSource> Read(NinjsItem item, JsonFieldReader reading)
    {
        List<InformationSource>? sources = null;
        var list = item.NameOf(NinjsProperty.InfoSources);
        foreach (var (i, source) in reading.List(item[NinjsProperty.InfoSources], list).Index())
        {
            if (NinjsConcept.Read(source, $"{list}[{i}]", reading) is { } concept && concept.DisplayName is { } name
                && concept.Relation != TextRole.MainSource)
            {
                (sources ??= []).Add(new InformationSource { Name = name, Role = concept.Relation, Uri = concept.Uri });
            }
        }

        return sources is null ? [] : [.. sources];
    }

    /// <summary>
    /// Returns the organisation that an article comes from. The result is the first existing value in this list: the source that
    /// <see cref="TextRole.MainSource"/> marks, the originator, the <c>source</c> that Superdesk adds, the copyright holder, the first
    /// source.
    /// </summary>
    public static string? Main(ValueList<InformationSource> sources, NinjsItem item, JsonFieldReader reading) =>
        Marked(item, reading)
        ?? Originator(sources)
        ?? item.Line(NinjsProperty.Source, reading)
        ?? item.Line(NinjsProperty.CopyrightHolder, reading)
        ?? (sources.Count > 0 ? sources[0].Name : null);

    /// <summary>Returns the organisation that an article with these sources, and nothing else, comes from.</summary>
    public static string? Main(ValueList<InformationSource> sources) =>
        Originator(sources) ?? (sources.Count > 0 ? sources[0].Name : null);

    private static string? Originator(ValueList<InformationSource> sources) =>
        sources.FirstOrDefault(source => source.Role?.Contains("originator", StringComparison.OrdinalIgnoreCase) == true)?.Name;

    private static string? Marked(NinjsItem item, JsonFieldReader reading)
    {
        var list = item.NameOf(NinjsProperty.InfoSources);
        return item[NinjsProperty.InfoSources].ValueKind != JsonValueKind.Array ? null
            : item[NinjsProperty.InfoSources].EnumerateArray().Index()
                .Where(source => source.Item.ValueKind == JsonValueKind.Object
                    && JsonFieldReader.Property(source.Item, "role") is { ValueKind: JsonValueKind.String } role
                    && role.ValueEquals(TextRole.MainSource))
                .Select(source => NinjsConcept.Read(source.Item, $"{list}[{source.Index}]", reading)?.DisplayName)
                .FirstOrDefault();
    }

    public static string? Genre(NinjsItem item, JsonFieldReader reading)
    {
        string? genre = null;
        var list = item.NameOf(NinjsProperty.Genres);
        foreach (var (i, value) in reading.List(item[NinjsProperty.Genres], list).Index())
        {
            genre ??= NinjsConcept.Read(value, $"{list}[{i}]", reading)?.DisplayName;
        }

        return genre;
    }
}
