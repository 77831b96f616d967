using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Paging;

namespace NewsApi.GraphQL.Types;

/// <summary>What people, places and topics have in common.</summary>
internal sealed class EntityInterface : InterfaceGraphType
{
    public EntityInterface(TableTypes types)
    {
        Name = "Entity";
        Description = "A person, place or topic: what articles are about.";
        Declare("id", TypeRefs.NonNull("ID"), "The global id.");
        Declare("uri", TypeRefs.Named("String"), "Its identifier in the vocabulary it came from.");
        Declare("slug", TypeRefs.NonNull("String"), "The readable part of its address; unique within its kind.");
        Declare("name", TypeRefs.NonNull("String"), "The name it is shown by.");
        Declare("description", TypeRefs.Named("String"), "One or two sentences about it.");
        Declare("aliases", TypeRefs.NonNullListOf("String"), "Other names it is known by.");
        Declare("sameAs", TypeRefs.NonNullListOf("String"), "Addresses of other descriptions of the same thing.");
        Declare("articles", TypeRefs.Named("ArticlesConnection"), "The articles that name it, the newest first.", ConnectionField.Arguments(ContentTable.Article));
        ResolveType = row => types[((Row)row).Table];
    }

    private void Declare(string name, IGraphType type, string description, QueryArguments? arguments = null) =>
        AddField(new FieldType { Name = name, ResolvedType = type, Description = description, Arguments = arguments });
}
