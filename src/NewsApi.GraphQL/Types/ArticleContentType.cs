using System.Reflection;
using System.Text.Json;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Types;

/// <summary>
/// A type whose table contains <see cref="ArticleContent"/>: an article, or a version of an article. The type has a field for each property
/// of that record, in the same order. So a new property appears in both types without a change here.
/// </summary>
internal abstract class ArticleContentType<T>(ContentTable table, string plural) : TableType<T>(table, plural)
{
    private static readonly PropertyInfo[] Properties = typeof(ArticleContent).GetProperties();

    /// <summary>Adds a field for each scalar property of <see cref="ArticleContent"/>, and the field <c>body</c>.</summary>
    /// <param name="text">The column of the body's plain text; null if the table has none.</param>
    protected void AddContentScalars(Field? text)
    {
        foreach (var property in Properties.Where(p => ItemOf(p) is null))
        {
            if (property.Name == nameof(ArticleContent.Body))
            {
                AddField(ArticleParts.CreateBody(Table[property.Name], text));
            }
            else
            {
                AddScalar(Table[property.Name], property);
            }
        }
    }

    /// <summary>Adds a field for each list property of <see cref="ArticleContent"/>.</summary>
    protected void AddContentLists()
    {
        foreach (var property in Properties)
        {
            if (ItemOf(property) is { } item)
            {
                var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
                AddField(ArticleParts.CreateList(name, item.Name, XmlDescriptions.Of(property), Table[property.Name]));
            }
        }
    }

    private static Type? ItemOf(PropertyInfo property) =>
        property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(ValueList<>)
            ? property.PropertyType.GetGenericArguments()[0]
            : null;
}
