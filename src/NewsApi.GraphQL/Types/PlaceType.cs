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
        Scalar(p => p.PlaceKind, "kind");
        Scalar(p => p.CountryCode);
        Scalar(p => p.Latitude);
        Scalar(p => p.Longitude);
        Within("The id of a place: that place itself or any that lies within it, however deep.");
        Parent("within", "directlyWithin", "The place it lies in, or null.");
        Children("contains", "The places that lie right within it, by name.");
        Complete(node, entity, connections);
    }
}
