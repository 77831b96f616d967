using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Ninjs;

/// <summary>Reads the sources of an item, and its genre.</summary>
internal static class NinjsSources
{
    public static ValueList<InformationSource> Read(NinjsItem item, JsonFieldReader reading)
    {
        List<InformationSource>? sources = null;
        var list = item.NameOf(NinjsProperty.InfoSources);
        foreach (var (i, source) in reading.List(item[NinjsProperty.InfoSources], list).Index())
        {
            if (NinjsConcept.Read(source, $"{list}[{i}]", reading) is { } concept && concept.DisplayName is { } name)
            {
                (sources ??= []).Add(new InformationSource { Name = name, Role = concept.Relation, Uri = concept.Uri });
            }
        }

        return sources is null ? [] : [.. sources];
    }

    /// <summary>
    /// Returns the organisation that an article comes from. The result is the first existing value in this list: the originator, the
    /// <c>source</c> that Superdesk adds, the copyright holder, the first source.
    /// </summary>
    public static string? Main(ValueList<InformationSource> sources, NinjsItem item, JsonFieldReader reading) =>
        sources.FirstOrDefault(source => source.Role?.Contains("originator", StringComparison.OrdinalIgnoreCase) == true)?.Name
        ?? item.Line(NinjsProperty.Source, reading)
        ?? item.Line(NinjsProperty.CopyrightHolder, reading)
        ?? (sources.Count > 0 ? sources[0].Name : null);

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
