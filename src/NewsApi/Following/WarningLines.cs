namespace NewsApi.Following;

/// <summary>Prints each kind of warning once: a feed has the same ones every day.</summary>
internal sealed class WarningLines(FollowLog log)
{
    /// <summary>The number of kinds that are printed. Documents make up their names, so there is no end of them.</summary>
    private const int MostKinds = 1000;

    private readonly HashSet<string> _printed = new(StringComparer.Ordinal);

    public void Print(ImportedItems imported)
    {
        foreach (var (_, line) in imported.Warnings.Where(warning => _printed.Count < MostKinds && _printed.Add(warning.Name)))
        {
            log.Failure(line);
        }
    }
}
