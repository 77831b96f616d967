using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace NewsApi.Benchmarks.Peer;

/// <summary>A server that is a program of its own, with the worker processes that it starts.</summary>
internal sealed class ProgramProcess : IServerProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private readonly Process _process;

    private ProgramProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>From the start of the program until it answered its first query.</summary>
    public TimeSpan StartUp { get; private set; }

    public TimeSpan Cpu => Sum(p => p.TotalProcessorTime, (a, b) => a + b);

    /// <summary>
    /// Resident bytes. Of several processes the pages that they share count once: the sum of what Linux calls the proportional set size.
    /// </summary>
    public long Memory => Processes() is { Count: > 1 } several && OperatingSystem.IsLinux()
        ? several.Sum(ProportionalBytes)
        : Sum(p => p.WorkingSet64, (a, b) => a + b);

    /// <summary>Starts a program and waits until it answers <paramref name="first"/>.</summary>
    /// <param name="environment">Its settings, for the address where it is to listen.</param>
    /// <exception cref="InvalidOperationException">The program ends, or does not answer within a minute.</exception>
    public static async Task<ProgramProcess> StartAsync(
        string program, Func<Uri, Dictionary<string, string?>> environment, string[] arguments, Query first,
        CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPort.FindFree().ToString(CultureInfo.InvariantCulture)}");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment(address))
        {
            start.Environment[name] = value;
        }

        using var http = new HttpClient();
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                Console.Error.WriteLine(text);
            }
        };
        process.BeginOutputReadLine();
        var server = new ProgramProcess(process, address);
        try
        {
            while (!await AnswersAsync(http, address, first, cancellationToken))
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
                {
                    throw new InvalidOperationException($"{program} does not answer; what it wrote stands above.");
                }

                await Task.Delay(Interval, cancellationToken);
            }

            server.StartUp = Stopwatch.GetElapsedTime(started);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri address, Query query, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.PostAsJsonAsync(
                new Uri(address, "graphql"), new { query = query.Document, variables = query.Variants[0].Variables }, cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private T Sum<T>(Func<Process, T> value, Func<T, T, T> add) => Processes().Select(id =>
    {
        using var process = Process.GetProcessById(id);
        return value(process);
    }).Aggregate(add);

    /// <summary>The ids of the program's process and of those below it; elsewhere than on Linux only the first.</summary>
    private List<int> Processes()
    {
        List<int> ids = [_process.Id];
        for (var i = 0; i < ids.Count; i++)
        {
            var id = ids[i].ToString(CultureInfo.InvariantCulture);
            var children = $"/proc/{id}/task/{id}/children";
            if (File.Exists(children))
            {
                ids.AddRange(File.ReadAllText(children).Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(c => int.Parse(c, CultureInfo.InvariantCulture)));
            }
        }

        return ids;
    }

    private static long ProportionalBytes(int id)
    {
        var line = File.ReadLines($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/smaps_rollup")
            .First(l => l.StartsWith("Pss:", StringComparison.Ordinal));
        return long.Parse(line["Pss:".Length..^"kB".Length].Trim(), CultureInfo.InvariantCulture) << 10;
    }
}
