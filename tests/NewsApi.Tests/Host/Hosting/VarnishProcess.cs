using System.Diagnostics;
using System.Globalization;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>Varnish as a process of its own, in front of the service.</summary>
internal sealed class VarnishProcess : IDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private VarnishProcess(Process process, DirectoryInfo folder, Uri address) => (_process, _folder, Address) = (process, folder, address);

    public Uri Address { get; }

    /// <summary>Starts Varnish with a configuration in which port 5080 becomes that of the service.</summary>
    public static async Task<VarnishProcess> StartAsync(string configuration, Uri service)
    {
        var folder = Directory.CreateTempSubdirectory("newsapi-varnish-");
        var port = RestartedService.FreePort().ToString(CultureInfo.InvariantCulture);
        var file = Path.Combine(folder.FullName, "news.vcl");
        await File.WriteAllTextAsync(
            file, configuration.Replace("5080", service.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        // Without a jail: another user could not read the folder.
        string[] arguments =
            ["-j", "none", "-F", "-a", $"127.0.0.1:{port}", "-f", file, "-n", Path.Combine(folder.FullName, "work"), "-s", "malloc,16m"];
        var process = Process.Start(new ProcessStartInfo(Prerequisite.Program("varnishd"), arguments))
            ?? throw new InvalidOperationException("Varnish does not start.");
        await Poll.UntilAsync(() => ReverseProxy.Accepts(int.Parse(port, CultureInfo.InvariantCulture)) || process.HasExited);
        Assert.False(process.HasExited, $"Varnish rejects its configuration:\n{configuration}");
        return new(process, folder, new Uri($"http://127.0.0.1:{port}/"));
    }

    public void Dispose()
    {
        // Varnish stops its worker only when it is asked to.
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
