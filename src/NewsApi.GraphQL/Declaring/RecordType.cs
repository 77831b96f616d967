using System.Reflection;
using System.Text.Json;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>
/// A record of the model as a type of the schema. Each property becomes a field, with the property's docstring as its description.
/// </summary>
internal sealed class RecordType<T> : ObjectGraphType
    where T : notnull
{
    /// <param name="scalars">The scalars of some properties, by property name. Other properties have the default scalar.</param>
    public RecordType(params (string Property, string Scalar)[] scalars)
    {
        Name = typeof(T).Name;
        Description = XmlDescriptions.Of(typeof(T));

        // This object is not shared, because it is not thread-safe, and tests build several schemas at the same time.
        var nullability = new NullabilityInfoContext();
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var scalar = scalars.FirstOrDefault(s => s.Property == property.Name).Scalar ?? TypeRefs.NameOf(type);
            AddField(new ValueField
            {
                Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                Description = XmlDescriptions.Of(property),
                ResolvedType = nullability.Create(property).ReadState == NullabilityState.Nullable
                    ? TypeRefs.Named(scalar)
                    : TypeRefs.NonNull(scalar),
                Value = (source, _) => property.GetValue(source),
            });
        }
    }
}
