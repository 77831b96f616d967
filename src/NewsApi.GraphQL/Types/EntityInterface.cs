using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Paging;

namespace NewsApi.GraphQL.Types;

/// <summary>The interface <c>Entity</c>: the fields that people, places and topics share.</summary>
internal sealed class EntityInterface : InterfaceGraphType
{
    public EntityInterface(TableTypes types)
    {
        Name = "Entity";
        Description = "A person, place or topic that articles can mention.";
        AddField("id", TypeRefs.NonNull("ID"), "The global id.");
        AddField("uri", TypeRefs.Named("String"), "The identifier in the vocabulary that the person, place or topic comes from.");
        AddField(
            "slug", TypeRefs.NonNull("String"), "The readable part of the address of the person, place or topic; unique within its kind.");
        AddField("name", TypeRefs.NonNull("String"), "The display name.");
        AddField("description", TypeRefs.Named("String"), "One or two sentences about the person, place or topic.");
        AddField("aliases", TypeRefs.NonNullListOf("String"), "Other names.");
        AddField("sameAs", TypeRefs.NonNullListOf("String"), "URLs of descriptions of the person, place or topic on other sites.");
        AddField(
            "articles", TypeRefs.Named("ArticlesConnection"), "The articles that mention the person, place or topic, the newest first.",
            ConnectionField.Arguments(ContentTable.Article)).WithPageSize().WithCost(CostExtension.Read);
        ResolveType = row => types[((Row)row).Table];
    }

    private FieldType AddField(string name, IGraphType type, string description, QueryArguments? arguments = null) =>
        AddField(new FieldType { Name = name, ResolvedType = type, Description = description, Arguments = arguments });
}
