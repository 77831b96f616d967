using System.Globalization;
using System.Runtime;

namespace NewsApi.Benchmarks.Memory;

/// <summary>What the service holds in memory after a full garbage collection.</summary>
/// <param name="Managed">Bytes of living objects.</param>
/// <param name="WorkingSet">Resident bytes.</param>
internal sealed record ServiceMemory(long Managed, long WorkingSet)
{
    private const string Question = "memory";

    /// <summary>Called in the service's process: answers each question until the parent closes the input.</summary>
    public static async Task ReportAsync(CancellationToken cancellationToken)
    {
        while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line == Question)
            {
                GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                ChildProcess.Say(string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(false)} {Environment.WorkingSet}"));
            }
        }
    }

    /// <summary>Asks the service's process.</summary>
    public static async Task<ServiceMemory> OfAsync(ChildProcess service, CancellationToken cancellationToken)
    {
        var parts = (await service.AskAsync(Question, cancellationToken)).Split(' ');
        return new ServiceMemory(long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Managed / 1e6:0.0} MB managed, {WorkingSet / 1e6:0} MB resident");
}
