using NewsApi.Content;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Loading;
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
        AddResolvedInterface(node);
        AddResolvedInterface(entity);
    }

    /// <summary>The thing of the same kind above it, or null.</summary>
    protected void Parent(string name, string description) => AddField(ReadField.Along(
        name, Sdl.Named(Name!), description, (reader, group, parent) =>
        {
            parent.Add(Table["ParentId"]);
            parent.Add(new RelatedRead(group.Key, Relation.ParentOf(Table), [reader.Read(Name!, Table, group.SelectionSets)]));
        }));

    /// <summary>The things of the same kind right below it, by name.</summary>
    protected void Children(string name, string description) => AddField(ReadField.Along(
        name, Sdl.NonNullListOf(Name!), description, (reader, group, parent) =>
            parent.Add(new RelatedRead(group.Key, Relation.ChildrenOf(Table), [reader.Read(Name!, Table, group.SelectionSets)]))));
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
        Parent("within", "The place it lies in, or null.");
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
        Parent("broader", "The topic right above it, or null at the top of the tree.");
        Children("narrower", "The topics right below it, by name.");
        Complete(node, entity, connections);
    }
}
