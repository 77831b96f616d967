using NewsApi.Content;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Paging;

namespace NewsApi.GraphQL.Types;

/// <summary>What people, places and topics share in the schema.</summary>
internal abstract class EntityType<T> : TableType<T>
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
