using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Paging;

namespace NewsApi.GraphQL.Types;

/// <summary>The type <c>Person</c>.</summary>
internal sealed class PersonType : EntityType<Person>
{
    public PersonType(NodeInterface node, EntityInterface entity, ConnectionField connections)
        : base(ContentTable.Person, "people") => AddInterfaces(node, entity, connections);
}
