using NewsApi.Content.Articles;
using NewsApi.Content.Publishing;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;
using NewsApi.Transport.Responses;

namespace NewsApi.GraphQL.Mutations;

/// <summary>
/// Declares the errors of mutations as types of the schema. Each type implements <c>Error</c> and has the fields that a program needs to
/// react to the error.
/// </summary>
internal sealed class ErrorTypes
{
    private readonly InterfaceGraphType _interface = new() { Name = "Error", Description = "Why a mutation was rejected." };
    private readonly Dictionary<Type, ObjectGraphType> _types = [];

    public ErrorTypes()
    {
        _interface.ResolveType = error => _types[error.GetType()];
        _interface.AddField(new FieldType
        {
            Name = "message",
            ResolvedType = TypeRefs.NonNull("String"),
            Description = "A message for the editor.",
        });
        Add<PublishingError.NotFound>("The object to change does not exist.");
        Add<PublishingError.VersionConflict>(
            "The article was changed after it was read.",
            CreateField<PublishingError.VersionConflict>("expectedVersion", "Int", "The version that was expected.", e => e.Expected),
            CreateField<PublishingError.VersionConflict>("currentVersion", "Int", "The current version.", e => e.Current));
        Add<PublishingError.NotAllowedInStatus>(
            "The status of the article does not allow the mutation.",
            CreateField<PublishingError.NotAllowedInStatus>(
                "status", nameof(ArticleStatus), "The current status of the article.", e => e.Status));
        Add<PublishingError.InvalidValue>(
            "A value is invalid.",
            CreateField<PublishingError.InvalidValue>("field", "String", "The path of the invalid value in the input.", e => e.Field));
        Add<PublishingError.UriTaken>(
            "Another object has this uri.", CreateField<PublishingError.UriTaken>("uri", "String", "The uri.", e => e.Uri));
        Add<PublishingError.SlugTaken>(
            "Another object has, or had, this slug.", CreateField<PublishingError.SlugTaken>("slug", "String", "The slug.", e => e.Slug));
        Add<PublishingError.EntityInUse>(
            "The object is in use and cannot be deleted.",
            CreateField<PublishingError.EntityInUse>(
                "articles", "Int", "The number of articles that mention the object.", e => (int)e.Articles),
            CreateField<PublishingError.EntityInUse>(
                "children", "Int", "The number of objects directly below the object.", e => (int)e.Children));
        Add<PublishingError.Circle>("The object would lie within itself.");
        Add<PublishingError.Busy>("The change conflicted with other writers and was not saved.");
    }

    public IEnumerable<IGraphType> All => [_interface, .. _types.Values];

    /// <summary>Returns the schema's type for an error.</summary>
    public IObjectGraphType this[Type error] => _types[error];

    /// <summary>Returns the name of the schema's type for an error.</summary>
    public static string NameOf(Type error) => $"{error.Name}Error";

    private void Add<T>(string description, params ValueField[] fields)
        where T : PublishingError
    {
        var type = new ObjectGraphType { Name = NameOf(typeof(T)), Description = description };
        type.AddField(CreateField<T>("message", "String", "A message for the editor.", e => MessageText.Shorten(e.Message)));
        foreach (var field in fields)
        {
            type.AddField(field);
        }

        type.AddResolvedInterface(_interface);
        _types.Add(typeof(T), type);
    }

    private static ValueField CreateField<T>(string name, string type, string description, Func<T, object?> value) => new()
    {
        Name = name,
        ResolvedType = TypeRefs.NonNull(type),
        Description = description,
        Value = (error, _) => value((T)error),
    };
}
