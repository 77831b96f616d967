using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// A field that knows what must be read for it. The field at the root of an operation asks everything below it, reads all of
/// it, and the fields below only look it up.
/// </summary>
internal sealed class SelectedField : ValueField
{
    /// <summary>Adds what this field needs to what is read of its parent; null where it needs nothing.</summary>
    public Action<SelectionReader, FieldGroup, Selection>? Reads { get; init; }

    /// <summary>A field that shows a value of its parent.</summary>
    public static SelectedField Of(string name, IGraphType type, string description, Field value, Func<object?, object?>? show = null) => new()
    {
        Name = name,
        ResolvedType = type,
        Description = description,
        Reads = (_, _, parent) => parent.Add(value),
        Value = show is null ? (row, _) => ((Row)row)[value] : (row, _) => show(((Row)row)[value]),
    };

    /// <summary>A field that shows what was read along with its parent.</summary>
    public static SelectedField Along(
        string name, IGraphType type, string description, Action<SelectionReader, FieldGroup, Selection> reads, QueryArguments? arguments = null) => new()
        {
            Name = name,
            ResolvedType = type,
            Description = description,
            Arguments = arguments,
            Reads = reads,
            Value = (row, call) =>
            {
                call.Operation.ThrowIfRefused(call.Field);
                return ((Row)row).Related(call.Key);
            },
        };
}
