using GraphQL.Resolvers;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>Limits introspection: its lists have sizes for the cost, and each of its fields counts for the size of the response.</summary>
internal static class IntrospectionLimits
{
    /// <summary>
    /// The weight of the fields <c>__schema</c> and <c>__type</c>. It stands for the scalars below them, which have no weight of their own.
    /// </summary>
    private const double RootCost = 500;

    // About a quarter of the average of a schema. With the true averages, the query of common tools would cost more than is allowed.
    private static readonly (string Type, string Field, int Size)[] Sizes =
    [
        ("__Schema", "types", 25), ("__Schema", "directives", 5), ("__Type", "fields", 4), ("__Type", "inputFields", 4),
        ("__Type", "enumValues", 4), ("__Type", "possibleTypes", 3), ("__Type", "interfaces", 1), ("__Field", "args", 2),
        ("__Directive", "args", 2), ("__Directive", "locations", 4),
    ];

    /// <summary>Must be called after <see cref="Schema.Initialize"/>.</summary>
    public static void AddTo(Schema schema)
    {
        schema.SchemaMetaFieldType.WithCost(RootCost);
        schema.TypeMetaFieldType.WithCost(RootCost);
        foreach (var (type, field, size) in Sizes)
        {
            // Not null: GraphQL.NET declares the types of introspection.
            ((IObjectGraphType)schema.AllTypes[type]!).Fields.Find(field)!.WithListSize(assumed: size);
        }

        foreach (var type in schema.AllTypes.OfType<IObjectGraphType>().Where(t => t.Name.StartsWith("__", StringComparison.Ordinal)))
        {
            foreach (var field in type.Fields)
            {
                var inner = field.Resolver ?? NameFieldResolver.Instance;
                field.Resolver = new FuncFieldResolver<object?>(context =>
                {
                    EngineContext.Of(context).CountField();
                    return inner.ResolveAsync(context);
                });
            }
        }
    }
}
