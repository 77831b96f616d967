using System.Text.Json;

namespace NewsApi.Content.Reading.Lists;

/// <summary>A field to sort by. A missing value sorts as the largest.</summary>
public sealed record SortKey(Field Field, bool Descending)
{
    private static readonly ValueList<object> NoParameters = [];

    /// <summary>
    /// The values of the parameters in the field's expression, such as the text of a search to rank by. The values are part of
    /// <see cref="Key"/>. So a cursor is rejected if it was made with other values.
    /// </summary>
    public ValueList<object> Parameters { get; init; } = NoParameters;

    /// <summary>The text that identifies this sort key, a part of <see cref="ListQuery.Key"/>.</summary>
    public string Key
    {
        get
        {
            var parameters = Parameters.Count == 0 ? "" : JsonSerializer.Serialize(Parameters, ContentJson.Options);
            return $"{Field.Name}{parameters}{(Descending ? " desc" : "")}";
        }
    }

    /// <summary>
    /// Returns the SQL to sort by. Text is sorted by the ICU root collation, so that the order is the same on every server.
    /// </summary>
    /// <param name="column">Returns the SQL of a field.</param>
    public string Sql(Func<Field, string> column) =>
        Field.Type == typeof(string) ? $"{column(Field)} collate \"und-x-icu\"" : column(Field);
}
