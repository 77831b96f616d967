using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// A field that adds what it needs to the read of its parent. A root field collects this from all fields below it and reads everything at
/// once; the fields below only take their value out of the row.
/// </summary>
internal sealed class SelectedField : ValueField
{
    /// <summary>Adds the columns and relations that this field needs to its parent's selection; null where it needs none.</summary>
    public Action<SelectionReader, FieldGroup, Selection>? AddReads { get; init; }

    /// <summary>A field that shows a column of its parent.</summary>
    /// <param name="show">Turns the column's value into the field's; null where they are the same.</param>
    public static SelectedField ForColumn(
        string name, IGraphType type, string description, Field column, Func<object?, object?>? show = null) => new()
        {
            Name = name,
            ResolvedType = type,
            Description = description,
            AddReads = (_, _, parent) => parent.Add(column),
            Value = show is null ? (row, _) => ((Row)row)[column] : (row, _) => show(((Row)row)[column]),
        };

    /// <summary>A field that shows what <paramref name="addReads"/> has read together with its parent, under the field's key.</summary>
    public static SelectedField ForRelated(
        string name, IGraphType type, string description, Action<SelectionReader, FieldGroup, Selection> addReads,
        QueryArguments? arguments = null) => new()
        {
            Name = name,
            ResolvedType = type,
            Description = description,
            Arguments = arguments,
            AddReads = addReads,
            Value = (row, call) =>
            {
                call.Operation.ThrowIfRefused(call.Field);
                return ((Row)row).Related(call.Key);
            },
        };
}
