using System.ComponentModel.DataAnnotations;
using System.Reflection;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>
/// References to types by name. A declaration refers to a type by its name, because the declaration runs before the type exists.
/// </summary>
internal static class TypeRefs
{
    public static IGraphType Named(string name) => new GraphQLTypeReference(name);

    public static IGraphType NonNull(string name) => new NonNullGraphType(Named(name));

    public static IGraphType ListOf(string name) => new ListGraphType(NonNull(name));

    public static IGraphType NonNullListOf(string name) => new NonNullGraphType(ListOf(name));

    /// <summary>Returns the GraphQL type of a field of the model.</summary>
    /// <param name="property">The property of the model, whose attribute can demand a certain scalar.</param>
    public static IGraphType Of(Field field, MemberInfo property) =>
        (property.IsDefined(typeof(UrlAttribute)) ? "URL" : NameOf(field.Type)) is var name && field.Nullable ? Named(name) : NonNull(name);

    /// <summary>Returns the name of the scalar or enum that represents a property of the model.</summary>
    public static string NameOf(PropertyInfo property) => property.IsDefined(typeof(UrlAttribute))
        ? "URL"
        : NameOf(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);

    /// <summary>Returns the name of the scalar or enum that represents a .NET type of the model.</summary>
    public static string NameOf(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type == typeof(ArticleStatus) => nameof(ArticleStatus),
        _ when type == typeof(EntityKind) => nameof(EntityKind),
        _ when type == typeof(MentionRelation) => nameof(MentionRelation),
        _ when type == typeof(MentionOrigin) => nameof(MentionOrigin),
        TypeCode.String => "String",
        TypeCode.Int32 => "Int",
        TypeCode.Int64 => "Long",
        TypeCode.Double => "Float",
        TypeCode.Boolean => "Boolean",
        _ when type == typeof(DateTimeOffset) => "DateTime",
        _ => throw new ArgumentException($"The schema has no scalar for {type}.", nameof(type)),
    };
}
