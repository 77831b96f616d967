using System.Reflection;
using System.Text.Json;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>A record of the model that is shown as it is: a field a property, described by its docstring.</summary>
internal sealed class RecordType<T> : ObjectGraphType
    where T : notnull
{
    /// <param name="scalars">Scalars other than the usual one of the property's type, by the property's name.</param>
    public RecordType(params (string Property, string Scalar)[] scalars)
    {
        Name = typeof(T).Name;
        Description = XmlDescriptions.Of(typeof(T));

        // Not shared: it cannot be asked by two at once, and several services in one process each make a schema.
        var nullability = new NullabilityInfoContext();
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var scalar = scalars.FirstOrDefault(s => s.Property == property.Name).Scalar ?? TypeRefs.NameOf(type);
            AddField(new ValueField
            {
                Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                Description = XmlDescriptions.Of(property),
                ResolvedType = nullability.Create(property).ReadState == NullabilityState.Nullable ? TypeRefs.Named(scalar) : TypeRefs.NonNull(scalar),
                Value = (source, _) => property.GetValue(source),
            });
        }
    }
}
