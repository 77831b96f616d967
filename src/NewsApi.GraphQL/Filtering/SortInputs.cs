using NewsApi.Content;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Types;

namespace NewsApi.GraphQL.Filtering;

/// <summary>Makes the input types of sorts out of what the content types declare, and reads them.</summary>
internal static class SortInputs
{
    public static string NameOf(ContentTable table) => $"{table.Name}SortInput";

    public static InputObjectGraphType Of(ContentType type)
    {
        var input = new InputObjectGraphType
        {
            Name = NameOf(type.Table),
            Description = $"What {type.Plural} are sorted by. Use one field an object; the objects of the list are the keys, the most important first.",
        };
        foreach (var scalar in type.Sortable)
        {
            input.Field(scalar.Name, Sdl.Named("SortEnumType"), scalar.Description);
        }

        return input;
    }

    /// <summary>The sort keys; the type's own order where none is given. A key named twice counts where it stands first.</summary>
    public static ValueList<SortKey> Read(ContentType type, IEnumerable<IDictionary<string, object?>> order)
    {
        SortKey[] keys = [.. order.SelectMany(o => o).Where(o => o.Value is not null)
            .Select(o => new SortKey(type.Sortable.Single(s => s.Name == o.Key).Field, (bool)o.Value!)).DistinctBy(k => k.Field)];
        return keys.Length > 0 ? new(keys) : type.DefaultOrder;
    }
}
