using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// A field that adds its column or its related rows to the selection of its parent. A root field collects the selections of all fields
/// below it and reads everything at once. The fields below then take their values from the rows.
/// </summary>
internal sealed class SelectedField : ValueField
{
    /// <summary>Adds the columns and relations that this field needs to its parent's selection; null if the field needs none.</summary>
    public Action<SelectionReader, FieldGroup, Selection>? AddReads { get; init; }

    /// <summary>Declares a field that shows a column of its parent.</summary>
    /// <param name="show">Converts the column's value to the field's value; null if the field shows the column's value unchanged.</param>
    public static SelectedField ForColumn(
        string name, IGraphType type, string description, Field column, Func<object?, object?>? show = null) => new()
        {
            Name = name,
            ResolvedType = type,
            Description = description,
            AddReads = (_, _, parent) => parent.Add(column),
            Value = show is null ? (row, _) => ((Row)row).GetRaw(column) : (row, _) => show(((Row)row)[column]),
        };

    /// <summary>Declares a field that shows related rows. <paramref name="addReads"/> adds these rows to the parent's selection.</summary>
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
                call.Operation.ThrowIfRejected(call.Field);
                return ((Row)row).Related(call.Key);
            },
        };
}
