using NewsApi.Content;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Filtering;

/// <summary>Makes the input types of sorts out of what the content types declare, and reads them.</summary>
internal static class SortInputs
{
    /// <summary>How many keys an order may have, and how many steps up a key may lie: more of them sort nothing any better.</summary>
    public const int MaxKeys = 20, MaxLevels = 5;

    public static string NameOf(ContentTable table) => $"{table.Name}SortInput";

    public static InputObjectGraphType Of(TableType type)
    {
        var input = new InputObjectGraphType
        {
            Name = NameOf(type.Table),
            Description = $"What {type.Plural} are sorted by. Use one field an object; the objects of the list are the keys, the most important first.",
        };
        foreach (var scalar in type.Sortable)
        {
            input.Field(scalar.Name, TypeRefs.Named("SortEnumType"), scalar.Description);
        }

        if (type.SortableParent is { } parent)
        {
            input.Field(parent.Name, TypeRefs.Named(NameOf(type.Table)), $"{parent.Description} Sorts by a field of that one; what has none sorts as the largest value.");
        }

        return input;
    }

    /// <summary>The sort keys; the type's own order where none is given. A key named twice counts where it stands first.</summary>
    /// <param name="visibility">What lies above is sorted by only where the caller may see it.</param>
    /// <exception cref="RequestError">There are too many keys, or one lies too far away.</exception>
    public static ValueList<SortKey> Read(TableType type, IEnumerable<IDictionary<string, object?>> order, Visibility visibility)
    {
        var keys = new List<SortKey>();
        foreach (var key in order.SelectMany(o => Keys(type, o, visibility, levels: 0)))
        {
            if (keys.TrueForAll(k => k.Field.Name != key.Field.Name))
            {
                keys.Add(keys.Count < MaxKeys ? key : throw RequestError.OrderTooLarge(MaxKeys, MaxLevels));
            }
        }

        return keys.Count > 0 ? [.. keys] : type.DefaultOrder;
    }

    private static IEnumerable<SortKey> Keys(TableType type, IDictionary<string, object?> order, Visibility visibility, int levels)
    {
        if (levels > MaxLevels)
        {
            throw RequestError.OrderTooLarge(MaxKeys, MaxLevels);
        }

        return order.SelectMany(o => o.Value switch
        {
            null => [],
            IDictionary<string, object?> above =>
                Keys(type, above, visibility, levels + 1).Select(k => k with { Field = type.Table.OfParent(k.Field, visibility) }),
            _ => [new SortKey(type.Sortable.Single(s => s.Name == o.Key).Field, (bool)o.Value)],
        });
    }
}
