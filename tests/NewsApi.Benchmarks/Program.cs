using System.CommandLine;
using NewsApi.Benchmarks;
using NewsApi.Benchmarks.Cached;
using NewsApi.Benchmarks.Growth;
using NewsApi.Benchmarks.Hostile;
using NewsApi.Benchmarks.Importing;
using NewsApi.Benchmarks.Linking;
using NewsApi.Benchmarks.Live;
using NewsApi.Benchmarks.Memory;
using NewsApi.Benchmarks.Peer;
using NewsApi.Benchmarks.Site;
using NewsApi.Benchmarks.Suggesting;
using NewsApi.Benchmarks.Telemetry;
using NewsApi.Hosting;

// The processes of a run are this program too, each in a role.
switch (args)
{
    case ["load"]:
        await Load.RunAsync(CancellationToken.None);
        return 0;
    case ["listeners"]:
        await ListenerProcess.RunAsync(CancellationToken.None);
        return 0;
    case ["limit"]:
        await using (var limit = await Limit.StartAsync(
            Environment.GetEnvironmentVariable("ConnectionStrings__News")!, CancellationToken.None))
        {
            ChildProcess.Say(limit.Address);
            await ChildProcess.WaitForEndAsync(CancellationToken.None);
        }

        return 0;
    case ["service"]:
        await using (var service = await NewsService.StartAsync(["--urls", "http://127.0.0.1:0"], CancellationToken.None))
        {
            ChildProcess.Say(service.Addresses.Single());
            await ServiceMemory.ReportAsync(CancellationToken.None);
        }

        return 0;
    case ["cached-service"]:
        await CachedService.RunAsync(CancellationToken.None);
        return 0;
    case ["attacker"]:
        await Attacker.RunAsync(CancellationToken.None);
        return 0;
    case ["probe"]:
        await Probe.RunAsync(CancellationToken.None);
        return 0;
    default:
        var command = RunOptions.Command(
            (options, cancellationToken) => ReportFailureAsync(() => Run.OfAsync(options, cancellationToken), cancellationToken));
        command.Add(LiveOptions.Command(
            (options, cancellationToken) => ReportFailureAsync(() => LiveRun.OfAsync(options, cancellationToken), cancellationToken)));
        command.Add(GazetteerImport.Command((file, places, cancellationToken) => ReportFailureAsync(
            () => GazetteerImport.RunAsync(file, places, cancellationToken), cancellationToken)));
        command.Add(ImportBenchmark.Command((items, rounds, program, cancellationToken) => ReportFailureAsync(
            () => ImportBenchmark.OfAsync(items, rounds, program, cancellationToken), cancellationToken)));
        command.Add(LinkingRun.Command(
            (cities, cancellationToken) => ReportFailureAsync(() => LinkingRun.OfAsync(cities, cancellationToken), cancellationToken)));
        command.Add(SiteRun.Command((articles, requests, cancellationToken) => ReportFailureAsync(
            () => SiteRun.OfAsync(articles, requests, cancellationToken), cancellationToken)));
        command.Add(SuggestionRun.Command(
            (cities, cancellationToken) => ReportFailureAsync(() => SuggestionRun.OfAsync(cities, cancellationToken), cancellationToken)));
        command.Add(TelemetryRun.Command((articles, rounds, seconds, cancellationToken) => ReportFailureAsync(
            () => TelemetryRun.OfAsync(articles, rounds, seconds, cancellationToken), cancellationToken)));
        command.Add(CachedRun.Command((articles, rounds, seconds, cancellationToken) => ReportFailureAsync(
            () => CachedRun.OfAsync(articles, rounds, seconds, cancellationToken), cancellationToken)));
        command.Add(GrowthRun.Command((from, options, cancellationToken) => ReportFailureAsync(
            () => GrowthRun.OfAsync(from, options, cancellationToken), cancellationToken)));
        command.Add(PeerRun.Command(
            (options, cancellationToken) => ReportFailureAsync(() => PeerRun.OfAsync(options, cancellationToken), cancellationToken)));
        command.Add(HostileRun.Command((articles, only, passes, cancellationToken) => ReportFailureAsync(
            () => HostileRun.OfAsync(articles, only, passes, cancellationToken), cancellationToken)));
        command.Add(HostileLoadRun.Command((options, cancellationToken) => ReportFailureAsync(
            () => HostileLoadRun.OfAsync(options, cancellationToken), cancellationToken)));
        command.Add(MemoryOptions.Command(
            (options, cancellationToken) => ReportFailureAsync(() => MemoryRun.OfAsync(options, cancellationToken), cancellationToken)));
        return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
}

// Says what went wrong, where that is no bug.
static async Task<int> ReportFailureAsync(Func<Task<int>> run, CancellationToken cancellationToken)
{
    try
    {
        return await run();
    }
    catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
    {
        Console.Error.WriteLine("Stopped.");
        return 1;
    }
    catch (Exception e) when (e is DisagreementException or InvalidOperationException or NewsApi.Postgres.PostgresUnavailableException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
}
