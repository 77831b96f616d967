using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NewsApi.Benchmarks.Memory;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Host.Hostile;

namespace NewsApi.Benchmarks.Hostile;

/// <summary>
/// Times each hostile request of the tests, while an honest reader sends a plain query fifty times a second, and looks at the memory of the
/// service before and after. The last part is five thousand WebSockets from one address that has limits.
/// </summary>
internal static class HostileRun
{
    /// <summary>Milliseconds.</summary>
    private const double MostOfCase = 2_000;

    /// <summary>Milliseconds that the plain query's p99 may rise.</summary>
    private const double MostBeside = 50;

    private const int SocketCount = 5_000;
    private const int SocketSeconds = 10;
    private const string FloodAddress = "127.0.0.2";

    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    /// <summary>The command line, which calls <paramref name="run"/> with the number of articles, the kinds, and the passes.</summary>
    public static Command Command(Func<int, string[], int, CancellationToken, Task<int>> run)
    {
        var articles = RunOptions.Number("--articles", 20_000, 100, 5_000_000, "How many articles to load.");
        var passes = RunOptions.Number("--passes", 2, 1, 100, "How often to send all cases. Memory that grows with each pass is lost.");
        var only = new Option<string[]>("--only")
        {
            Description = "Only the kinds whose names begin so; may be repeated.",
            DefaultValueFactory = _ => [],
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("hostile", "Times hostile requests, and a plain query beside them.") { articles, passes, only };
        command.SetAction((parsed, cancellationToken) => run(
            parsed.GetValue(articles), parsed.GetValue(only) ?? [], parsed.GetValue(passes), cancellationToken));
        return command;
    }

    public static async Task<int> OfAsync(int articles, string[] only, int passes, CancellationToken cancellationToken)
    {
        await using var database = await BenchmarkDatabase.OpenAsync(keep: false, cancellationToken);
        Run.Say(await Corpus.LoadAsync(database.Database, articles, cancellationToken));
        await using var attacker = await ChildProcess.StartAsync("attacker", new Dictionary<string, string>(), cancellationToken);
        await using var probe = await ChildProcess.StartAsync("probe", new Dictionary<string, string>(), cancellationToken);
        var settings = JsonSerializer.Deserialize<Dictionary<string, string>>(attacker.Greeting)!;
        var key = await CreateKeyAsync(database, cancellationToken);
        var kinds = HostileCases.All.Select((hostile, number) => (hostile, number)).GroupBy(c => c.hostile.Kind)
            .Where(k => only.Length == 0 || only.Any(o => k.Key.StartsWith(o, StringComparison.Ordinal))).ToArray();
        var faults = 0;
        await using (var service = await StartAsync(database, settings, cancellationToken))
        {
            await AskAsync(attacker, new HostileJob.Aim(new Uri(service.Greeting), key, null), cancellationToken);

            // The service and the generators compile themselves first.
            await ProbeAsync(probe, service, () => Task.Delay(Alone, cancellationToken), cancellationToken);
            var alone = await ProbeAsync(probe, service, () => Task.Delay(Alone, cancellationToken), cancellationToken);
            var before = await ServiceMemory.OfAsync(service, cancellationToken);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"Plain query alone: p50 {alone.P50:0.0} ms, p99 {alone.P99:0.0} ms"));
            Console.WriteLine($"Memory before: {before}\n");
            for (var pass = 1; pass <= passes; pass++)
            {
                Console.WriteLine($"Pass {pass}\n\n| kind | cases | slowest, ms | plain query beside: p99, ms | max, ms | faults |");
                Console.WriteLine("| --- | --: | --: | --: | --: | --: |");
                var times = new List<(HostileCase Case, HostileResult Result)>();
                foreach (var kind in kinds)
                {
                    Run.Say(kind.Key);
                    var results = new List<(HostileCase Case, HostileResult Result)>();
                    var beside = await ProbeAsync(probe, service, async () =>
                    {
                        foreach (var (hostile, number) in kind)
                        {
                            results.Add((hostile, await AskAsync(attacker, new HostileJob.Case(number), cancellationToken)));
                        }
                    }, cancellationToken);
                    faults += ReportKind(kind.Key, results, beside, alone);
                    times.AddRange(results);
                }

                Console.WriteLine("\n| case | ms |\n| --- | --: |");
                foreach (var (hostile, result) in times)
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {hostile} | {result.Milliseconds:0.0} |"));
                }

                Console.WriteLine($"\nMemory after pass {pass}: {await ServiceMemory.OfAsync(service, cancellationToken)}");
            }

            Run.Say($"idle for {Idle.TotalSeconds:0} s");
            await Task.Delay(Idle, cancellationToken);
            Console.WriteLine($"Memory after {Idle.TotalSeconds:0} idle seconds: {await ServiceMemory.OfAsync(service, cancellationToken)} (before: {before})\n");
        }

        faults += await FloodWithSocketsAsync(database, settings, key, attacker, probe, cancellationToken);
        Console.WriteLine($"\nFaults: {faults}");
        return faults == 0 ? 0 : 1;
    }

    /// <summary>Creates the key of an editor, and returns its secret.</summary>
    public static async Task<string> CreateKeyAsync(BenchmarkDatabase database, CancellationToken cancellationToken) =>
        await new ApiKeys(database.Database, TimeProvider.System)
            .CreateAsync($"attacker {Guid.NewGuid()}", Role.Editor, null, cancellationToken) is CreatedKey.Created created
            ? created.Secret
            : throw new InvalidOperationException("The key of the editor could not be created.");

    private static Task<ChildProcess> StartAsync(
        BenchmarkDatabase database, Dictionary<string, string> settings, CancellationToken cancellationToken) => Run.StartAsync(
            "service", "service", database.ConnectionString, settings.Select(s => (s.Key, s.Value)), cancellationToken);

    public static async Task<HostileResult> AskAsync(ChildProcess attacker, HostileJob job, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<HostileResult>(await attacker.AskAsync(JsonSerializer.Serialize(job), cancellationToken))!;

    /// <summary>Lets the reader read while something is done.</summary>
    private static async Task<ProbeResult> ProbeAsync(
        ChildProcess probe, ChildProcess service, Func<Task> beside, CancellationToken cancellationToken)
    {
        await probe.AskAsync($"start {service.Greeting}", cancellationToken);
        await beside();
        return JsonSerializer.Deserialize<ProbeResult>(await probe.AskAsync("stop", cancellationToken))!;
    }

    /// <returns>How many faults there were.</returns>
    private static int ReportKind(
        string kind, List<(HostileCase Case, HostileResult Result)> results, ProbeResult beside, ProbeResult alone)
    {
        var faults = new List<string>();
        foreach (var (hostile, result) in results)
        {
            if (result.Fault is { } fault)
            {
                faults.Add($"{hostile.Name}: {fault}");
            }

            if (result.Milliseconds > MostOfCase)
            {
                faults.Add(string.Create(
                    CultureInfo.InvariantCulture, $"{hostile.Name}: {result.Milliseconds:0} ms, at most {MostOfCase}"));
            }
        }

        if (beside.Failures > 0)
        {
            faults.Add($"{beside.Failures} plain queries failed, the first with {beside.FirstFailure}");
        }

        var mark = beside.P99 > alone.P99 + MostBeside ? " ✗" : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {kind} | {results.Count} | {(results.Count > 0 ? results.Max(r => r.Result.Milliseconds) : 0):0} | {beside.P99:0.0}{mark} | {beside.Max:0.0} | {faults.Count} |"));
        faults.ForEach(fault => Run.Say($"✗ {kind}: {fault}"));
        return faults.Count + (mark.Length > 0 ? 1 : 0);
    }

    /// <summary>One address opens more WebSockets than it may, and a reader of another address reads.</summary>
    private static async Task<int> FloodWithSocketsAsync(
        BenchmarkDatabase database, Dictionary<string, string> settings, string key, ChildProcess attacker, ChildProcess probe,
        CancellationToken cancellationToken)
    {
        Run.Say($"{SocketCount} WebSockets");
        var limited = new Dictionary<string, string>(settings) { ["NewsApi__Rates__PrivateAddresses"] = "true" };
        await using var service = await StartAsync(database, limited, cancellationToken);
        await AskAsync(attacker, new HostileJob.Aim(new Uri(service.Greeting), key, FloodAddress), cancellationToken);
        await ProbeAsync(probe, service, () => Task.Delay(Alone, cancellationToken), cancellationToken);
        var alone = await ProbeAsync(probe, service, () => Task.Delay(Alone, cancellationToken), cancellationToken);
        var before = await ServiceMemory.OfAsync(service, cancellationToken);
        HostileResult? result = null;
        var flood = new HostileJob.HoldSockets(SocketCount, SocketSeconds);
        var beside = await ProbeAsync(
            probe, service, async () => result = await AskAsync(attacker, flood, cancellationToken), cancellationToken);
        await Task.Delay(Idle, cancellationToken);
        var after = await ServiceMemory.OfAsync(service, cancellationToken);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{SocketCount} WebSockets from one address, opened in {result?.Milliseconds:0} ms: {string.Join(", ", result?.Counts?.Select(c => $"{c.Value} × {c.Key}") ?? [])}; "
            + $"plain query p99 {beside.P99:0.0} ms, alone {alone.P99:0.0} ms, {beside.Failures} failed; memory {before}, a minute after {after}"));
        return (result?.Fault is null ? 0 : 1) + (beside.Failures > 0 ? 1 : 0) + (beside.P99 > alone.P99 + MostBeside ? 1 : 0);
    }
}
