namespace NewsApi.Content.Reading.Lists;

/// <summary>A field to sort by. Nothing sorts as the largest value.</summary>
public sealed record SortKey(Field Field, bool Descending)
{
    /// <summary>Text is sorted as people expect it, by the ICU root collation, on every server.</summary>
    public string Sql(Func<Field, string> column) =>
        Field.Type == typeof(string) ? $"{column(Field)} collate \"und-x-icu\"" : column(Field);
}
