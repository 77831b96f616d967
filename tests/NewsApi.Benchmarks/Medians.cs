namespace NewsApi.Benchmarks;

/// <summary>The median of measurements: the middle one, or the mean of the two in the middle.</summary>
internal static class Medians
{
    /// <param name="values">At least one.</param>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
