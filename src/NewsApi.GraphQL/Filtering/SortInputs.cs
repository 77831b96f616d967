using NewsApi.Content;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Filtering;

/// <summary>
/// Builds the input types of sorts, and reads values of these types. Each table's type in the schema declares the fields that can be
/// sorted.
/// </summary>
internal static class SortInputs
{
    /// <summary>
    /// <c>MaxKeys</c> is the largest number of sort keys. A sort key may be a field of an ancestor of the listed row, for example of its
    /// parent. <c>MaxLevels</c> is the largest number of levels from the row up to that ancestor.
    /// </summary>
    public const int MaxKeys = 20, MaxLevels = 5;

    public static string NameOf(ContentTable table) => $"{table.Name}SortInput";

    public static SortInput CreateFor(TableType type)
    {
        var input = new SortInput
        {
            Name = NameOf(type.Table),
            Description =
                $"Sort keys for {type.Plural}, the most important first. The keys have the order of the objects in the argument "
                + "`order`. Within an object, the keys have the order in which the client writes the fields.",
        };
        foreach (var scalar in type.Sortable)
        {
            input.Field(scalar.Name, TypeRefs.Named("SortEnumType"), scalar.Description).WithCost(CostExtension.Condition);
        }

        if (type.SortableParent is { } parent)
        {
            input.Field(
                parent.Name, TypeRefs.Named(NameOf(type.Table)),
                $"{parent.Description} Sorts by a field of that object. An element without such an object sorts as the largest value.");
        }

        return input;
    }

    /// <summary>
    /// Reads the sort keys. If two sort keys have the same field, the second key is ignored. If there are no sort keys, returns the default
    /// order of the type.
    /// </summary>
    /// <param name="order">
    /// The objects in the argument <c>order</c>. Each object has its fields in the order in which the client wrote them.
    /// </param>
    /// <param name="visibility">
    /// The content that the caller may see. A parent that the caller may not see sorts like a missing parent.
    /// </param>
    /// <exception cref="RequestError">
    /// There are too many sort keys, or a key is a field of an ancestor that is too many levels above the row.
    /// </exception>
    /// <param name="isSearch">True if the default order is the order of a search (<see cref="TableType.SearchOrder"/>).</param>
    public static ValueList<SortKey> Read(
        TableType type, IEnumerable<IDictionary<string, object?>> order, Visibility visibility, bool isSearch = false)
    {
        var keys = new List<SortKey>();
        foreach (var key in order.SelectMany(o => ReadKeys(type, o, visibility, levels: 0)))
        {
            if (keys.TrueForAll(k => k.Field.Name != key.Field.Name))
            {
                keys.Add(keys.Count < MaxKeys ? key : throw RequestError.OrderTooLarge(MaxKeys, MaxLevels));
            }
        }

        return keys.Count > 0 ? [.. keys] : isSearch ? type.SearchOrder : type.DefaultOrder;
    }

    private static IEnumerable<SortKey> ReadKeys(TableType type, IDictionary<string, object?> order, Visibility visibility, int levels)
    {
        if (levels > MaxLevels)
        {
            throw RequestError.OrderTooLarge(MaxKeys, MaxLevels);
        }

        return order.SelectMany(o => o.Value switch
        {
            null => [],
            IDictionary<string, object?> above =>
                ReadKeys(type, above, visibility, levels + 1).Select(k => k with { Field = type.Table.OfParent(k.Field, visibility) }),
            _ => [new SortKey(type.Sortable.Single(s => s.Name == o.Key).Field, (bool)o.Value)],
        });
    }
}
