using NewsApi.Content;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Filtering;
using NewsApi.GraphQL.Paging;

namespace NewsApi.GraphQL.Types;

/// <summary>What people, places and topics share in the schema.</summary>
internal abstract class EntityType<T> : ContentType<T>
    where T : Entity
{
    protected EntityType(ContentTable table, string plural)
        : base(table, plural)
    {
        Identity();
        Scalar(e => e.Uri);
        Scalar(e => e.Slug);
        Scalar(e => e.Name);
        Scalar(e => e.Description);
        Texts(e => e.Aliases);
        Texts(e => e.SameAs);
    }

    /// <summary>By name.</summary>
    public override ValueList<SortKey> DefaultOrder => [new SortKey(Table["Name"], Descending: false)];

    /// <summary>What every entity ends with; the interfaces want the fields to be there first.</summary>
    protected void Complete(NodeInterface node, EntityInterface entity, ConnectionField connections)
    {
        AddField(connections.Nested("articles", Relation.ArticlesOf(Table), $"The articles that name the {Name!.ToLowerInvariant()}, the newest first."));
        Filter(new FilterSearch("search", "Name, other names or description match this search, as the argument `search` of the list has it.", Table));
        AddResolvedInterface(node);
        AddResolvedInterface(entity);
    }

    /// <summary>This thing or any below it.</summary>
    protected void Within(string description) => Filter(new FilterBelow("within", description, Table));
}

/// <summary>The type <c>Person</c>.</summary>
internal sealed class PersonType : EntityType<Person>
{
    public PersonType(NodeInterface node, EntityInterface entity, ConnectionField connections)
        : base(ContentTable.Person, "people") => Complete(node, entity, connections);
}

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

/// <summary>The type <c>Topic</c>.</summary>
internal sealed class TopicType : EntityType<Topic>
{
    public TopicType(NodeInterface node, EntityInterface entity, ConnectionField connections)
        : base(ContentTable.Topic, "topics")
    {
        Scalar(t => t.Code);
        Within("The id of a topic: that topic itself or any below it, however deep.");
        Parent("broader", "broader", "The topic right above it, or null at the top of the tree.");
        Children("narrower", "The topics right below it, by name.");
        Complete(node, entity, connections);
    }
}
