using System.Diagnostics;
using System.Threading.Channels;

namespace NewsApi.Benchmarks;

/// <summary>
/// One of the processes of a run: the service, the limit or the load generator, each this program in another role. It ends when its
/// standard input does, so none outlives the run, however that ends.
/// </summary>
internal sealed class ChildProcess : IServerProcess
{
    private const string Mark = "@benchmark ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly string _role;
    private readonly Channel<string> _said = Channel.CreateBounded<string>(16);
    private readonly Task _listening;

    private ChildProcess(Process process, string role)
    {
        (_process, _role) = (process, role);

        // Always, or a child that logs much would stand still with a full pipe.
        _listening = ListenAsync();
    }

    /// <summary>What it said when it was ready: for a server its address.</summary>
    public string Greeting { get; private set; } = "";

    public Uri Address => new(Greeting.Split(' ')[0]);

    public int Id => _process.Id;

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Called in a child: a line for the parent, apart from whatever else goes to standard output.</summary>
    public static void Say(string line)
    {
        Console.Out.WriteLine(Mark + line);
        Console.Out.Flush();
    }

    /// <summary>Called in a child: returns when the parent closes its input or has ended itself.</summary>
    public static async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        while (await Console.In.ReadLineAsync(cancellationToken) is not null)
        {
        }
    }

    /// <param name="environment">What it learns beside the role; a connection string has no place on a command line.</param>
    public static async Task<ChildProcess> StartAsync(
        string role, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        Array.ForEach(Arguments(role), start.ArgumentList.Add);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var child = new ChildProcess(Process.Start(start)!, role);
        try
        {
            child.Greeting = await child.ReadAsync(cancellationToken);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>The service runs with its own configuration of the .NET runtime (garbage collector, thread pool), not with ours.</summary>
    private static string[] Arguments(string role)
    {
        var program = typeof(ChildProcess).Assembly.Location;
        return role is "service" or "cached-service"
            ? ["exec", "--runtimeconfig", Path.Combine(AppContext.BaseDirectory, "newsapi.runtimeconfig.json"), program, role]
            : [program, role];
    }

    public async Task<string> AskAsync(string line, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"The process of the {_role} ({_process.Id}) did not end; killing it.");
            _process.Kill();
        }

        await _listening;
        _process.Dispose();
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken) =>
        await _said.Reader.WaitToReadAsync(cancellationToken)
            ? await _said.Reader.ReadAsync(cancellationToken)
            : throw new InvalidOperationException($"The process of the {_role} has ended; what it said stands above.");

    private async Task ListenAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                await _said.Writer.WriteAsync(line[Mark.Length..]);
            }
            else
            {
                Console.Error.WriteLine($"{_role}: {line}");
            }
        }

        _said.Writer.Complete();
    }
}
