using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using NewsApi.Tests.Support;

namespace NewsApi.Tests.Host;

/// <summary>The built program as a process of its own, as a person would run it.</summary>
internal sealed partial class NewsApiProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NewsApiProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
    }

    /// <summary>Everything it printed so far, both streams.</summary>
    public string Output => string.Join('\n', _lines);

    public bool HasExited => _process.HasExited;

    /// <param name="user">Null: the user of this test run.</param>
    public static NewsApiProcess Start(
        string dataDirectory, string[] arguments, string? user = null, Action<IDictionary<string, string?>>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "newsapi.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["NewsApi__DataDirectory"] = dataDirectory;
        start.Environment["NewsApi__SampleContent"] = "false";
        start.Environment.Remove("ConnectionStrings__News");

        // It lives for seconds: profiles would cost a tenth of its processor time.
        start.Environment["DOTNET_TieredPGO"] = "0";
        environment?.Invoke(start.Environment);
        if (user is not null)
        {
            start.UserName = user;
            start.Environment["HOME"] = "/nonexistent";
        }

        var program = new NewsApiProcess(start);
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Starts a service on a free port.</summary>
    public static NewsApiProcess Serve(
        string dataDirectory, string? user = null, Action<IDictionary<string, string?>>? environment = null) =>
        Start(dataDirectory, ["serve", "--urls", "http://127.0.0.1:0"], user, environment);

    /// <summary>Waits until it listens; fails with its output when it ends before that.</summary>
    public async Task<Uri> ListeningAsync(CancellationToken cancellationToken)
    {
        var ended = _process.WaitForExitAsync(cancellationToken);
        await Task.WhenAny(_listening.Task, ended).WaitAsync(cancellationToken);
        return _listening.Task.IsCompletedSuccessfully
            ? await _listening.Task
            : throw new InvalidOperationException($"newsapi ended before it listened:\n{Output}");
    }

    /// <summary>Returns when it has printed the text.</summary>
    public Task PrintedAsync(string text) => Poll.UntilAsync(() => Output.Contains(text, StringComparison.Ordinal), () => Output);

    /// <summary>Sends a signal as <c>kill</c> does.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        Signal("INT");
        return await ExitCodeAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (NowListening().Match(line) is { Success: true } match)
        {
            _listening.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"Now listening on: (http://[^\s""]+)")]
    private static partial Regex NowListening();
}
