namespace NewsApi.Content.Importing;

/// <summary>Sums up an import: the number of items with each result, and each kind of warning once.</summary>
public sealed class ImportReport
{
    private readonly int[] _counts = new int[Enum.GetValues<ItemResult>().Length];
    private readonly Dictionary<string, (string Message, Origin First, long Count)> _warnings = [];

    public long Total => _counts.Sum(c => (long)c);

    /// <summary>
    /// The warnings by name. With each name are the message and the origin of its first warning, and the number of its warnings.
    /// </summary>
    public IReadOnlyDictionary<string, (string Message, Origin First, long Count)> Warnings => _warnings;

    public int Count(ItemResult result) => _counts[(int)result];

    /// <summary>The number of items that created or changed something.</summary>
    public int Changes => Count(ItemResult.Created) + Count(ItemResult.Updated);

    public void Add(ItemOutcome outcome)
    {
        _counts[(int)outcome.Result]++;
        foreach (var warning in outcome.Warnings)
        {
            _warnings[warning.Name] = _warnings.TryGetValue(warning.Name, out var known)
                ? known with { Count = known.Count + 1 }
                : (warning.Message, outcome.Origin, 1);
        }
    }
}
