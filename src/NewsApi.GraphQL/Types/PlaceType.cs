using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Paging;

namespace NewsApi.GraphQL.Types;

/// <summary>The type <c>Place</c>.</summary>
internal sealed class PlaceType : EntityType<Place>
{
    public PlaceType(NodeInterface node, EntityInterface entity, ConnectionField connections)
        : base(ContentTable.Place, "places")
    {
        AddScalar(p => p.PlaceKind, "kind");
        AddScalar(p => p.CountryCode);
        AddScalar(p => p.Latitude);
        AddScalar(p => p.Longitude);
        AddWithin("that place and every place within it, at any depth.");
        AddParent("within", "directlyWithin", "The place that directly contains this place; null if no place contains it.");
        AddChildren("contains", "The places directly within this place, sorted by name.", assumed: 50);
        AddInterfaces(
            node, entity, connections,
            "True: also the articles of every place within this place, at any depth. An article is listed once.");
    }
}
