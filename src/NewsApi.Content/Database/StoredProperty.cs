using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Database;

/// <summary>A property of a stored type, and its column.</summary>
/// <param name="Type">The CLR type of the property.</param>
/// <param name="Nullable">Whether the column may be null.</param>
internal sealed record StoredProperty(string Name, string Column, Type Type, bool Nullable)
{
    /// <summary>
    /// Returns the properties of a type as EF's model has them, the properties of its content included. The types are read instead of the
    /// model, because EF takes longer to build a model than a verb takes for all else. A test compares the two.
    /// </summary>
    public static IEnumerable<StoredProperty> Of(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return Of(type, nullability);
    }

    private static IEnumerable<StoredProperty> Of(Type type, NullabilityInfoContext nullability)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(HasSetter))
        {
            if (property.PropertyType == typeof(ArticleContent))
            {
                foreach (var inner in Of(property.PropertyType, nullability))
                {
                    yield return inner;
                }
            }
            else if (property.PropertyType != typeof(Entity) && property.PropertyType != typeof(List<Mention>))
            {
                yield return new StoredProperty(
                    property.Name,
                    property.GetCustomAttribute<ColumnAttribute>()?.Name ?? NewsDbModel.Snake(property.Name),
                    property.PropertyType,
                    nullability.Create(property).ReadState == NullabilityState.Nullable);
            }
        }
    }

    // A private setter can be seen only in the type that declares it.
    private static bool HasSetter(PropertyInfo property) =>
        property.DeclaringType?.GetProperty(property.Name, property.PropertyType)?.CanWrite ?? false;
}
