using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace NewsApi.Benchmarks.Live;

/// <summary>nginx with the configuration of the README that collapses equal requests for pages. Counts those that it passes on.</summary>
internal sealed partial class CollapsingProxy : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private CollapsingProxy(Process process, DirectoryInfo folder, int port) => (_process, _folder, Port) = (process, folder, port);

    public int Port { get; }

    /// <summary>The number of requests that reached the service.</summary>
    public int Passed => File.ReadAllLines(Path.Combine(_folder.FullName, "passed.log")).Length;

    /// <exception cref="InvalidOperationException">nginx is not installed, or rejects the configuration.</exception>
    public static async Task<CollapsingProxy> StartAsync(int service, int readers, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("newsapi-pages-");
        var port = LoopbackPort.FindFree();
        var configuration = Fence().Matches(await File.ReadAllTextAsync(Readme(), cancellationToken)).Select(m => m.Groups["text"].Value)
            .Single(text => text.Contains("proxy_cache_lock", StringComparison.Ordinal));
        var file = Path.Combine(folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(file, Whole(configuration, folder.FullName, port, service, readers), cancellationToken);
        var process = Process.Start("nginx", ["-p", folder.FullName, "-c", file])
            ?? throw new InvalidOperationException("nginx does not start.");
        var proxy = new CollapsingProxy(process, folder, port);
        for (var since = Stopwatch.StartNew(); !Accepts(port);)
        {
            if (process.HasExited || since.Elapsed > Patience)
            {
                proxy.Dispose();
                throw new InvalidOperationException("nginx does not listen; its messages are above.");
            }

            await Task.Delay(50, cancellationToken);
        }

        return proxy;
    }

    public void Dispose()
    {
        // nginx stops its workers only when it is asked to.
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>
    /// With what a distribution's main configuration has, enough connections, and a log of what passes. nginx closes idle connections when
    /// less than a sixteenth is free.
    /// </summary>
    private static string Whole(string configuration, string folder, int port, int service, int readers) =>
        string.Create(CultureInfo.InvariantCulture, $$"""
        daemon off;
        user root;
        pid {{folder}}/nginx.pid;
        error_log {{folder}}/error.log;
        worker_rlimit_nofile {{readers + 1000}};
        events { worker_connections {{(2 * readers) + 500}}; }
        http {
          map $upstream_cache_status $passed { default 1; HIT 0; }
          log_format passed '$upstream_cache_status';
          access_log {{folder}}/passed.log passed if=$passed;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
        {{configuration
            .Replace("listen 8080;", $"listen 127.0.0.1:{port} backlog={readers};", StringComparison.Ordinal)
            .Replace("127.0.0.1:5080", $"127.0.0.1:{service}", StringComparison.Ordinal)
            .Replace("/var/cache/nginx/newsapi", "pages", StringComparison.Ordinal)}}
        }
        """);

    private static bool Accepts(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Readme() => Path.Combine(
        SourceFolder.Find() ?? throw new InvalidOperationException("The README is not found: run the benchmark within the repository."),
        "README.md");

    [GeneratedRegex(@"^```nginx\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
