using System.CommandLine;
using NewsApi.Doctor;
using NewsApi.Hosting;

namespace NewsApi.Cli;

/// <summary>
/// <c>newsapi doctor</c>: checks what operators get wrong, and prints what to do about it. It changes nothing.
/// </summary>
internal static class DoctorVerb
{
    private static readonly Option<string?> Url = new("--url")
    {
        Description = "The address of a running service, as clients have it; to check it through all proxies",
        HelpName = "ADDRESS",
    };

    public static Command Make()
    {
        var verb = new Command("doctor", "Check settings, machine, database and service; exit code 1 if there is a problem") { Url };
        verb.SetAction((command, cancellationToken) => RunAsync(command.GetValue(Url), cancellationToken));
        return verb;
    }

    private static async Task<int> RunAsync(string? url, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        using var loggers = LoggerFactory.Create(logging => logging
            .AddConfiguration(builder.Configuration.GetSection("Logging"))
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        var examination = new Examination(builder.Configuration, Parse(url), loggers.CreateLogger("NewsApi"));
        var counts = new int[3];
        await foreach (var finding in examination.RunAsync(cancellationToken))
        {
            counts[(int)finding.Severity]++;
            await Console.Out.WriteLineAsync($"{Word(finding.Severity),-8} {finding.Subject}: {finding.Text}");
            if (finding.Remedy is { } remedy)
            {
                await Console.Out.WriteLineAsync($"         {remedy}");
            }
        }

        var (fine, warnings, problems) = (counts[0], counts[1], counts[2]);
        await Console.Out.WriteLineAsync($"{fine + warnings + problems} checks: {fine} ok, {warnings} warnings, {problems} problems");
        return problems > 0 ? 1 : 0;
    }

    private static Uri? Parse(string? url) => url is null ? null
        : Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new SettingsException($"--url is '{url}'; pass an address such as https://news.example.org.");

    private static string Word(Severity severity) => severity switch
    {
        Severity.Fine => "ok",
        Severity.Warning => "warning",
        _ => "PROBLEM",
    };
}
