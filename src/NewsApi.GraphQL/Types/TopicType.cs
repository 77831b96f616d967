using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Paging;

namespace NewsApi.GraphQL.Types;

/// <summary>The type <c>Topic</c>.</summary>
internal sealed class TopicType : EntityType<Topic>
{
    public TopicType(NodeInterface node, EntityInterface entity, ConnectionField connections)
        : base(ContentTable.Topic, "topics")
    {
        AddScalar(t => t.Code);
        AddWithin("that topic and every topic below it, at any depth.");
        AddParent("broader", "broader", "The topic directly above this topic; null at the top of the tree.");
        AddChildren("narrower", "The topics directly below this topic, sorted by name.", assumed: 20);
        AddInterfaces(
            node, entity, connections,
            "True: also the articles of every topic below this topic, at any depth. An article is listed once.");
    }
}
