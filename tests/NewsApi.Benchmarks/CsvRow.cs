namespace NewsApi.Benchmarks;

/// <summary>One line of a CSV file.</summary>
internal sealed record CsvRow(IReadOnlyDictionary<string, int> Columns, string?[] Cells)
{
    public string? this[string column] => Cells[Columns[column]];

    public string? this[int column] => Cells[column];
}
