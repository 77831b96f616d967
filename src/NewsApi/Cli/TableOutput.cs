using Spectre.Console;

namespace NewsApi.Cli;

/// <summary>Writes tables to standard output.</summary>
internal static class TableOutput
{
    /// <summary>The longest line, in characters, where the output is not a terminal.</summary>
    private const int RedirectedWidth = 1000;

    /// <summary>Writes a table. A file or program gets one line for each row.</summary>
    public static void Write(string[] columns, IEnumerable<string[]> rows)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = RedirectedWidth;
        }

        var table = new Table().AddColumns(columns);
        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);
    }
}
