using System.Reflection;
using System.Text.Json;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>A record of the model that is shown as it is: a field a property, described by its docstring.</summary>
internal sealed class ValueType<T> : ObjectGraphType
    where T : notnull
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <param name="scalars">Scalars other than the usual one of the property's type, by the property's name.</param>
    public ValueType(params (string Property, string Scalar)[] scalars)
    {
        Name = typeof(T).Name;
        Description = Docs.Of(typeof(T));
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var scalar = scalars.FirstOrDefault(s => s.Property == property.Name).Scalar ?? Sdl.NameOf(type);
            AddField(new ShownField
            {
                Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                Description = Docs.Of(property),
                ResolvedType = Nullability.Create(property).ReadState == NullabilityState.Nullable ? Sdl.Named(scalar) : Sdl.NonNull(scalar),
                Value = (source, _) => property.GetValue(source),
            });
        }
    }
}
