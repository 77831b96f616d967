using NewsApi.Content.Articles;
using NewsApi.Content.Publishing;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Mutations;

/// <summary>The refusals of mutations as types of the schema: each an <c>Error</c>, with what a program needs to put it right.</summary>
internal sealed class ErrorTypes
{
    private readonly InterfaceGraphType _contract = new() { Name = "Error", Description = "Why a mutation was refused." };
    private readonly Dictionary<Type, ObjectGraphType> _types = [];

    /// <summary>The name of a refusal's type.</summary>
    public static string NameOf(Type error) => $"{error.Name}Error";

    public ErrorTypes()
    {
        _contract.AddField(new FieldType { Name = "message", ResolvedType = TypeRefs.NonNull("String"), Description = "A sentence for the editor." });
        Add<PublishingError.NotFound>("What is to be changed is not there.");
        Add<PublishingError.VersionConflict>(
            "Somebody else changed the article since it was read.",
            Field<PublishingError.VersionConflict>("expectedVersion", "Int", "The version that was expected.", e => e.Expected),
            Field<PublishingError.VersionConflict>("currentVersion", "Int", "The version that stands now.", e => e.Current));
        Add<PublishingError.NotAllowedInStatus>(
            "The act does not follow from where the article stands.",
            Field<PublishingError.NotAllowedInStatus>("status", nameof(ArticleStatus), "Where the article stands.", e => e.Status));
        Add<PublishingError.InvalidValue>(
            "A value cannot be taken.",
            Field<PublishingError.InvalidValue>("field", "String", "Where in the input it stands.", e => e.Field));
        Add<PublishingError.UriTaken>(
            "The uri belongs to another.", Field<PublishingError.UriTaken>("uri", "String", "The uri.", e => e.Uri));
        Add<PublishingError.SlugTaken>(
            "The slug is, or was, another's.", Field<PublishingError.SlugTaken>("slug", "String", "The slug.", e => e.Slug));
        Add<PublishingError.EntityInUse>(
            "It cannot be deleted while it is used.",
            Field<PublishingError.EntityInUse>("articles", "Int", "How many articles name it.", e => (int)e.Articles),
            Field<PublishingError.EntityInUse>("children", "Int", "How many lie directly within it.", e => (int)e.Children));
        Add<PublishingError.Circle>("It would lie within itself.");
        Add<PublishingError.Busy>("Other writers stood in the way; nothing was changed.");
    }

    public IEnumerable<IGraphType> All => [_contract, .. _types.Values];

    /// <summary>The type of a refusal.</summary>
    public IObjectGraphType this[Type error] => _types[error];

    private void Add<T>(string description, params ValueField[] more)
        where T : PublishingError
    {
        var type = new ObjectGraphType { Name = NameOf(typeof(T)), Description = description, IsTypeOf = error => error is T };
        type.AddField(Field<T>("message", "String", "A sentence for the editor.", e => e.Message));
        foreach (var field in more)
        {
            type.AddField(field);
        }

        type.AddResolvedInterface(_contract);
        _types.Add(typeof(T), type);
    }

    private static ValueField Field<T>(string name, string type, string description, Func<T, object?> value) => new()
    {
        Name = name,
        ResolvedType = TypeRefs.NonNull(type),
        Description = description,
        Value = (error, _) => value((T)error),
    };
}
