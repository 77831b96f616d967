using System.Globalization;
using System.Text;

namespace NewsApi.Benchmarks.Live;

/// <summary>Gathers what was found and writes it as one Markdown table.</summary>
internal sealed class LiveReport(string corpus, LiveOptions options)
{
    private readonly List<string> _lines = [];

    /// <param name="target">What <paramref name="value"/> is to stay below; null where nothing is promised.</param>
    public void Add(string who, string what, string found, double? target = null, double value = 0) => _lines.Add(
        target is { } most
            ? string.Create(CultureInfo.InvariantCulture, $"| {who} | {what} | {found} | < {most:0.##} | {(value < most ? "✓" : "✗")} |")
            : $"| {who} | {what} | {found} | | |");

    public string Text()
    {
        var text = new StringBuilder();
        text.AppendLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{corpus}; {options.Events} events each; {Environment.ProcessorCount} cores; .NET {Environment.Version}."));
        text.AppendLine();
        text.AppendLine("| | what | found | to reach | |");
        text.AppendLine("| --- | --- | --: | --: | --- |");
        _lines.ForEach(line => text.AppendLine(line));
        return text.ToString();
    }

    /// <summary>Middle, 99th percentile and most of what is sorted.</summary>
    public static string Spread(double[] sorted) =>
        sorted.Length == 0 ? "none"
            : string.Create(CultureInfo.InvariantCulture, $"{P50(sorted):0.0} / {P99(sorted):0.0} / {sorted[^1]:0.0}");

    public static double P50(double[] sorted) => Percentile(sorted, 0.5);

    public static double P99(double[] sorted) => Percentile(sorted, 0.99);

    // The nearest rank: of a hundred, the 99th percentile is the last but one.
    private static double Percentile(double[] sorted, double part) => sorted.Length == 0 ? 0
        : sorted[(int)Math.Ceiling(sorted.Length * part) - 1];
}
