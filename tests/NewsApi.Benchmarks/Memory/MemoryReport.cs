using System.Globalization;

namespace NewsApi.Benchmarks.Memory;

/// <summary>The medians of each ten minutes after the warm-up, the slopes, and whether memory is flat.</summary>
internal static class MemoryReport
{
    /// <summary>Minutes of the warm-up, and of each row.</summary>
    private const int Span = 10;

    private const double MostGrowth = 0.05;
    private const double MostBytes = 8e6;
    private const double MostHandles = 40;

    private static readonly (string Name, double Unit, double Most, Func<MemorySample, double> Of)[] Columns =
    [
        ("managed, MB", 1e6, MostBytes, s => s.Managed),
        ("resident, MB", 1e6, MostBytes, s => s.Resident),
        ("before the collection, MB", 1e6, MostBytes, s => s.Peak),
        ("backends, MB", 1e6, MostBytes, s => s.Backends),
        ("backends", 1, MostHandles, s => s.Connections),
        ("handles", 1, MostHandles, s => s.Handles),
        ("sockets", 1, MostHandles, s => s.Sockets),
        ("threads", 1, MostHandles, s => s.Threads),
        ("answers, MB", 1e6, MostBytes, s => s.Cache),
        ("subscribers", 1, MostHandles, s => s.Subscribers),
    ];

    /// <summary>Prints the table.</summary>
    /// <returns>Whether nothing grew: the medians of the last ten minutes are not above those of the first ten.</returns>
    public static bool Print(IReadOnlyList<MemorySample> samples)
    {
        var warm = samples.Where(s => s.Minute > Span).ToArray();
        if (warm.Length < 2)
        {
            Console.WriteLine($"Less than {Span} minutes after the warm-up: nothing to compare.");
            warm = [.. samples];
        }

        var spans = warm.GroupBy(s => (int)Math.Ceiling(s.Minute / Span)).OrderBy(g => g.Key).ToArray();
        Console.WriteLine($"\n| minutes | {string.Join(" | ", Columns.Select(c => c.Name))} |");
        Console.WriteLine($"| --- |{string.Concat(Columns.Select(_ => " --: |"))}");
        foreach (var span in spans)
        {
            Row($"{Text((span.Key - 1) * Span)}–{Text(span.Key * Span)}", c => Medians.Of(span.Select(c.Of)) / c.Unit);
        }

        Row("slope, KB or number per minute", c => Slope(warm, c.Of) / Math.Min(c.Unit, 1e3));
        var grown = Columns
            .Where(c => Medians.Of(spans[^1].Select(c.Of)) is var last
                && Medians.Of(spans[0].Select(c.Of)) is var first && last > (first * (1 + MostGrowth)) + c.Most)
            .Select(c => c.Name).ToArray();
        Console.WriteLine(
            grown.Length == 0 ? "\nMemory is flat." : $"\n✗ The last {Span} minutes are above the first {Span}: {string.Join("; ", grown)}");
        return grown.Length == 0;
    }

    /// <summary>By least squares, per minute.</summary>
    private static double Slope(MemorySample[] samples, Func<MemorySample, double> of)
    {
        var (minute, value) = (samples.Average(s => s.Minute), samples.Average(of));
        var spread = samples.Sum(s => (s.Minute - minute) * (s.Minute - minute));
        return spread == 0 ? 0 : samples.Sum(s => (s.Minute - minute) * (of(s) - value)) / spread;
    }

    private static void Row(string name, Func<(string Name, double Unit, double Most, Func<MemorySample, double> Of), double> of) =>
        Console.WriteLine($"| {name} | {string.Join(" | ", Columns.Select(c => of(c).ToString("0.0", CultureInfo.InvariantCulture)))} |");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
