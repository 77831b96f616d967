using System.Globalization;
using System.Text;

namespace NewsApi.Benchmarks.Peer;

/// <summary>Gathers what was found about the service and PostGraphile and writes it as Markdown tables.</summary>
internal sealed class PeerReport(RunOptions options, string corpus)
{
    public const string Service = "service";
    public const string Peer = "peer";
    public const string Limit = "limit";

    private static readonly Dictionary<string, double> Targets = new() { ["one"] = 5, [Mix.Plain] = 7, ["list"] = 4 };

    private readonly Dictionary<string, Dictionary<string, List<Sample>>> _samples = [];
    private readonly Dictionary<(string Side, string What), List<double>> _figures = [];

    public void Add(Query query, string side, Sample sample)
    {
        var ofQuery = _samples.TryGetValue(query.Name, out var known) ? known : _samples[query.Name] = [];
        (ofQuery.TryGetValue(side, out var list) ? list : ofQuery[side] = []).Add(sample);
    }

    public void AddStart(string side, TimeSpan time) => Add(side, "start", time.TotalSeconds);

    public void AddRest(string side, long bytes) => Add(side, "rest", bytes / 1e6);

    public void AddLoad(string side, long bytes) => Add(side, "load", bytes / 1e6);

    public string Text()
    {
        var text = new StringBuilder();
        text.AppendLine(Invariant($"{corpus}."));
        text.AppendLine(Invariant(
            $"{Environment.ProcessorCount} cores; {options.Connections} connections; medians of {options.Rounds} rounds ")
            + Invariant($"of {options.Seconds} s; .NET {Environment.Version}.\n"));
        text.AppendLine("| query | service req/s | peer req/s | limit req/s | service/peer | to reach | limit/peer "
            + "| service µs + database | peer µs + database | limit µs + database | processor time, peer/service |");
        text.AppendLine("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
        foreach (var (query, sides) in _samples)
        {
            var (service, peer, limit) = (sides[Service], sides[Peer], sides[Limit]);
            var times = Ratio(service, peer, s => s.PerSecond);
            text.AppendLine(Invariant($"| {query} | {Median(service, s => s.PerSecond):0} | {Median(peer, s => s.PerSecond):0} ")
                + Invariant($"| {Median(limit, s => s.PerSecond):0} | {times:0.0} ")
                + Invariant($"| {Targets[query]} {(times >= Targets[query] ? "✓" : "✗")} ")
                + Invariant($"| {Ratio(limit, peer, s => s.PerSecond):0.0} | {Cpu(service)} | {Cpu(peer)} | {Cpu(limit)} ")
                + Invariant($"| {Ratio(peer, service, s => s.AppCpu + (s.DatabaseCpu ?? 0)):0.0} |"));
        }

        text.AppendLine("\n| | service | peer |");
        text.AppendLine("| --- | --: | --: |");
        text.AppendLine(Line("start to the first answer, s", "start", "0.00"));
        text.AppendLine(Line("memory at rest, MB resident", "rest", "0"));
        text.AppendLine(Line("memory under load, MB resident", "load", "0"));
        return text.ToString();
    }

    private void Add(string side, string what, double value) =>
        (_figures.TryGetValue((side, what), out var list) ? list : _figures[(side, what)] = []).Add(value);

    private string Line(string name, string what, string format)
    {
        string Of(string side) => Medians.Of(_figures[(side, what)]).ToString(format, CultureInfo.InvariantCulture);
        return $"| {name} | {Of(Service)} | {Of(Peer)} |";
    }

    private static string Cpu(List<Sample> samples) =>
        Invariant($"{Median(samples, s => s.AppCpu):0} + {Median(samples, s => s.DatabaseCpu ?? 0):0}");

    private static double Median(List<Sample> samples, Func<Sample, double> value) => Medians.Of(samples.Select(value));

    // Of each round's own ratio: what slows a round slows all of its sides.
    private static double Ratio(List<Sample> of, List<Sample> to, Func<Sample, double> value) =>
        Medians.Of(of.Zip(to, (a, b) => value(a) / value(b)));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
