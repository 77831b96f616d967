using System.Globalization;
using NewsApi.Content.Importing;

namespace NewsApi.Following;

/// <summary>The sum of an import of one feed or file: counts, warnings, and the reasons of rejections.</summary>
public sealed class ImportedItems
{
    /// <summary>The largest number of rejections whose reasons are kept.</summary>
    private const int MostReasons = 1000;

    private readonly List<string> _rejections = [];

    public ImportReport Report { get; } = new();

    /// <summary>The place and reason of the first rejections.</summary>
    public IReadOnlyList<string> Rejections => _rejections;

    /// <summary>Each kind of warning once, as a line.</summary>
    public IEnumerable<(string Name, string Line)> Warnings => Report.Warnings.Select(warning => (warning.Key, string.Create(
        CultureInfo.InvariantCulture,
        $"{warning.Value.First}: warning: {warning.Value.Message} ({warning.Value.Count} times)")));

    internal void Add(ItemOutcome outcome)
    {
        Report.Add(outcome);
        if (outcome.Result == ItemResult.Rejected && _rejections.Count < MostReasons)
        {
            _rejections.Add($"{outcome.Origin}: {(outcome.Subject is null ? "" : $"{outcome.Subject}: ")}{outcome.Reason}");
        }
    }
}
