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
        Scalar(t => t.Code);
        Within("The id of a topic: that topic itself or any below it, however deep.");
        Parent("broader", "broader", "The topic right above it, or null at the top of the tree.");
        Children("narrower", "The topics right below it, by name.");
        Complete(node, entity, connections);
    }
}
