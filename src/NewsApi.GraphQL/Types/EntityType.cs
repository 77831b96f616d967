using NewsApi.Content;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Paging;

namespace NewsApi.GraphQL.Types;

/// <summary>The base of the types <c>Person</c>, <c>Place</c> and <c>Topic</c>.</summary>
internal abstract class EntityType<T> : TableType<T>
    where T : Entity
{
    protected EntityType(ContentTable table, string plural)
        : base(table, plural)
    {
        AddIdentity();
        AddScalar(e => e.Uri);
        AddScalar(
            e => e.Slug,
            ofFilter: " `eq`, `neq`, `in` and `nin` also accept former slugs, and the slugs of others that were merged into this one.");
        AddScalar(e => e.Name);
        AddScalar(e => e.Description);
        AddTexts(e => e.Aliases);
        AddTexts(e => e.SameAs);
        AddField(OutgoingFields.CreateJsonLdOfEntity(table.Name.ToLowerInvariant()));
    }

    /// <summary>The order by name.</summary>
    public override ValueList<SortKey> DefaultOrder => [new SortKey(Table["Name"], Descending: false)];

    /// <summary>
    /// Adds the field <c>articles</c>, the filter <c>search</c>, and then the interfaces. A derived type calls this method last, because a
    /// type must have all its fields before it implements an interface.
    /// </summary>
    /// <param name="belowDescription">
    /// The description of the argument <c>below</c> of the articles. Null if the entities form no tree.
    /// </param>
    protected void AddInterfaces(
        NodeInterface node, EntityInterface entity, ConnectionField connections, string? belowDescription = null)
    {
        AddField(connections.CreateNested(
            "articles", Relation.ArticlesOf(Table), $"The articles that mention the {Table.Name.ToLowerInvariant()}, the newest first.",
            belowDescription));
        AddFilter(new FilterSearch(
            "search", "The name, other names or description match this search, in the syntax of the argument `search`.", Table));
        AddResolvedInterface(node);
        AddResolvedInterface(entity);
    }

    /// <summary>Declares the filters <c>within</c> and <c>withinSlug</c>, which match an entity and every entity below it.</summary>
    /// <param name="matches">The description of what the filters match.</param>
    protected void AddWithin(string matches)
    {
        var name = Table.Name.ToLowerInvariant();
        AddFilter(new FilterBelow("within", $"The id of a {name}: matches {matches}", Table, BySlug: false));
        AddFilter(new FilterBelow("withinSlug", $"The slug of a {name}, or a former slug: matches {matches}", Table, BySlug: true));
    }
}
