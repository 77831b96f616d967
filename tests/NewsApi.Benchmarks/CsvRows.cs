using System.Text;

namespace NewsApi.Benchmarks;

/// <summary>Reads CSV as PostgreSQL writes it: quoted text may hold line ends, and nothing between commas is null.</summary>
internal static class CsvRows
{
    public static IEnumerable<CsvRow> Read(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8, false, 1 << 16);
        var columns = new Dictionary<string, int>();
        foreach (var (name, i) in Cells(reader)!.Select((name, i) => (name!, i)))
        {
            columns[name] = i;
        }

        while (Cells(reader) is { } cells)
        {
            yield return new CsvRow(columns, cells);
        }
    }

    private static string?[]? Cells(StreamReader reader)
    {
        if (reader.Peek() < 0)
        {
            return null;
        }

        var cells = new List<string?>();
        var text = new StringBuilder();
        var (quoted, inQuotes) = (false, false);
        while (true)
        {
            var c = reader.Read();
            if (c < 0 && inQuotes)
            {
                throw new InvalidDataException("The file ends within quotes.");
            }

            if (c == '"')
            {
                if (inQuotes && reader.Peek() == '"')
                {
                    text.Append((char)reader.Read());
                }
                else
                {
                    inQuotes = !inQuotes;
                    quoted = true;
                }
            }
            else if (!inQuotes && (c is ',' or '\n' || c < 0))
            {
                cells.Add(quoted || text.Length > 0 ? text.ToString() : null);
                text.Clear();
                quoted = false;
                if (c != ',')
                {
                    return [.. cells];
                }
            }
            else
            {
                text.Append((char)c);
            }
        }
    }
}
