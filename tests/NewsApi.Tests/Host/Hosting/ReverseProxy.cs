using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>HAProxy or nginx as a process of its own, in front of two processes of the service.</summary>
internal sealed class ReverseProxy : IDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private ReverseProxy(Process process, DirectoryInfo folder, Uri address) => (_process, _folder, Address) = (process, folder, address);

    public Uri Address { get; }

    /// <summary>
    /// Starts a proxy. In its configuration, port 8080 becomes a free port, and ports 5080 and 5081 those of the services.
    /// </summary>
    public static async Task<ReverseProxy> StartAsync(string program, string configuration, Uri first, Uri second)
    {
        var folder = Directory.CreateTempSubdirectory("newsapi-proxy-");
        var port = RestartedService.FreePort();
        var file = Path.Combine(folder.FullName, "proxy.conf");
        var text = configuration
            .Replace(":8080", $"127.0.0.1:{Text(port)}", StringComparison.Ordinal)
            .Replace("listen 8080", $"listen 127.0.0.1:{Text(port)}", StringComparison.Ordinal)
            .Replace(":5080", $":{Text(first.Port)}", StringComparison.Ordinal)
            .Replace(":5081", $":{Text(second.Port)}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, Complete(program, text, folder.FullName), TestContext.Current.CancellationToken);
        string[] arguments = program == "nginx" ? ["-p", folder.FullName, "-c", file] : ["-db", "-f", file];
        var start = new ProcessStartInfo(Prerequisite.Program(program), arguments) { WorkingDirectory = folder.FullName };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var proxy = new ReverseProxy(process, folder, new Uri($"http://127.0.0.1:{Text(port)}/"));
        await Poll.UntilAsync(() => Accepts(port) || process.HasExited);
        Assert.False(process.HasExited, $"{program} rejects its configuration:\n{text}");
        return proxy;
    }

    public void Dispose()
    {
        // nginx stops its workers only when it is asked to.
        using (var kill = Process.Start("kill", ["-TERM", Text(_process.Id)]))
        {
            kill.WaitForExit();
        }

        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>
    /// Adds the parts that a distribution's main configuration has: where nginx writes, and that it stays in the foreground.
    /// </summary>
    private static string Complete(string program, string text, string folder) => program != "nginx" ? text :
        $$"""
        daemon off;
        user root;
        pid {{folder}}/nginx.pid;
        error_log {{folder}}/error.log;
        events { worker_connections 4096; }
        http {
          access_log off;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
        {{text}}
        }
        """;

    /// <summary>True if a program listens on the port of loopback.</summary>
    public static bool Accepts(int port)
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

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
