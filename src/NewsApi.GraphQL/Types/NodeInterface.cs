using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Types;

/// <summary>The interface <c>Node</c>, which every object with a global id implements (Relay's Global Object Identification).</summary>
internal sealed class NodeInterface : InterfaceGraphType
{
    public NodeInterface(TableTypes types)
    {
        Name = "Node";
        Description = "The node interface is implemented by entities that have a global unique identifier.";
        AddField(new FieldType { Name = "id", ResolvedType = TypeRefs.NonNull("ID"), Description = "The global id." });
        ResolveType = row => types[((Row)row).Table];
    }
}
