using NewsApi.Content.Entities;
using NewsApi.Content.Outgoing;

namespace NewsApi.Formats.Items;

/// <summary>The addresses of the pages of a site that shows the news.</summary>
/// <param name="Root">The address of the site without a slash at the end; null if it is not known.</param>
/// <param name="Name">The name of the site, which is also the name of the publication.</param>
public sealed record SiteAddresses(string? Root, string Name)
{
    /// <summary>The address of the service without a slash at the end; null if it is not to be linked to.</summary>
    public string? Service { get; init; }

    /// <summary>
    /// Returns the address of the page of an article. If the site is not known, its canonical address; without one, its JSON-LD in the
    /// service. Null if there is none of them.
    /// </summary>
    public string? OfArticle(string slug, string? canonicalUrl) =>
        Root is not null ? $"{Root}/articles/{Uri.EscapeDataString(slug)}"
        : canonicalUrl ?? (Service is null ? null : $"{Service}/articles/{Uri.EscapeDataString(slug)}.jsonld");

    /// <summary>Returns the address of the page of a person, place or topic; null if the site is not known.</summary>
    public string? OfEntity(OutgoingEntity entity) =>
        Root is null ? null : $"{Root}/{PathOf(entity.Kind)}/{Uri.EscapeDataString(entity.Slug)}";

    /// <summary>Returns the part of an address that stands for a kind of entity.</summary>
    public static string PathOf(EntityKind kind) => kind switch
    {
        EntityKind.Person => "people",
        EntityKind.Place => "places",
        _ => "topics",
    };
}
