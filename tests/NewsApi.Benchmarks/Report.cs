using System.Globalization;
using System.Text;

namespace NewsApi.Benchmarks;

/// <summary>Gathers what was found and writes it as Markdown tables. README.md says how to read them.</summary>
internal sealed class Report(RunOptions options, string corpus, Picks picks)
{
    private const double NewestByTarget = 2;
    private const double DeepTarget = 1.5;
    private const double GeneratorMargin = 1.5;

    private readonly Dictionary<string, Entry> _entries = [];
    private readonly List<Sample> _plainText = [];
    private readonly List<string> _notes = [];

    public void Note(string note) => _notes.Add(note);

    public void Add(Query query, bool sameBytes) => _entries.Add(query.Name, new Entry(query, sameBytes));

    public void Add(Query query, Plan plan) => _entries[query.Name].Plan = plan;

    public void Add(Query query, string side, Sample sample) =>
        (side == "service" ? _entries[query.Name].Service : _entries[query.Name].Limit).Add(sample);

    public void AddPlainText(Sample sample) => _plainText.Add(sample);

    public string Text()
    {
        var text = new StringBuilder();
        text.AppendLine(Invariant($"{corpus}; {picks.Summary}."));
        text.AppendLine(Invariant(
            $"{Environment.ProcessorCount} cores; {options.Connections} connections; medians of {options.Rounds} rounds of {options.Seconds} s; .NET {Environment.Version}."));
        text.AppendLine();
        Throughput(text);
        text.AppendLine();
        Promises(text);
        text.AppendLine();
        foreach (var note in _notes)
        {
            text.AppendLine(Invariant($"* {note}"));
        }

        if (options.Statements)
        {
            foreach (var (name, sql, buffers) in _entries.Values.SelectMany(
                e => (e.Plan?.Statements ?? []).Select(s => (e.Query.Name, s.Sql, s.Buffers))))
            {
                text.AppendLine(Invariant($"\n{name}, {buffers} buffers:\n    {sql.ReplaceLineEndings("\n    ")}"));
            }
        }

        return text.ToString();
    }

    private void Throughput(StringBuilder text)
    {
        text.AppendLine("| query | service req/s | limit req/s | share | to reach | p50 ms | p99 ms | limit p50 | limit p99 | service µs | its database µs | limit µs | its database µs | generator |");
        text.AppendLine("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
        foreach (var e in _entries.Values)
        {
            var share = Ratio(e.Service, e.Limit);
            var target = e.Query.Target is { } t ? Invariant($"{t:0.00} {(share >= t ? "✓" : "✗")}") : "";
            text.AppendLine(Invariant(
                $"| {e.Query.Name} | {Median(e.Service, s => s.PerSecond):0} | {Median(e.Limit, s => s.PerSecond):0} | {share:0.00} | {target} ")
                + Invariant($"| {Median(e.Service, s => s.P50):0.0} | {Median(e.Service, s => s.P99):0.0} | {Median(e.Limit, s => s.P50):0.0} | {Median(e.Limit, s => s.P99):0.0} ")
                + Invariant($"| {Median(e.Service, s => s.AppCpu):0} | {Median(e.Service, s => s.DatabaseCpu):0} | {Median(e.Limit, s => s.AppCpu):0} | {Median(e.Limit, s => s.DatabaseCpu):0} ")
                + Invariant($"| {Median([.. e.Service, .. e.Limit], s => s.LoadShare):0 %} |"));
            if (!e.SameBytes)
            {
                Note($"{e.Query.Name}: the answers are equal as JSON, though not byte by byte");
            }
        }

        if (_entries.Count > 1)
        {
            text.AppendLine(Invariant(
                $"| geometric mean | | | {Math.Exp(_entries.Values.Average(e => Math.Log(Ratio(e.Service, e.Limit)))):0.00} | | | | | | | | | | |"));
        }
    }

    private void Promises(StringBuilder text)
    {
        text.AppendLine("| promise | found | to reach | |");
        text.AppendLine("| --- | --: | --: | --- |");
        if (_entries.TryGetValue(Mix.Plain, out var first))
        {
            foreach (var e in _entries.Values.Where(e => e.Query.Name.StartsWith(Mix.NewestBy, StringComparison.Ordinal)))
            {
                var slower = Ratio(first.Service, e.Service);
                Line(
                    text,
                    $"{e.Query.Name}: times slower than newest overall (by processor time)",
                    Invariant($"{slower:0.00} ({CpuRatio(e, first):0.00})"),
                    Invariant($"≤ {NewestByTarget}"),
                    slower <= NewestByTarget);
            }

            if (_entries.TryGetValue(Mix.Deep, out var deep))
            {
                var slower = Ratio(first.Service, deep.Service);
                Line(
                    text,
                    Invariant($"a page {picks.Depth} rows in: times slower than the first (by processor time)"),
                    Invariant($"{slower:0.00} ({CpuRatio(deep, first):0.00})"),
                    Invariant($"≤ {DeepTarget}"),
                    slower <= DeepTarget);
                if ((first.Plan, deep.Plan) is ({ } near, { } far))
                {
                    Line(
                        text,
                        "buffers it reads, and those of the first",
                        Invariant($"{far.Buffers}, {near.Buffers}"),
                        "the same",
                        far.Buffers <= near.Buffers * DeepTarget);
                }
            }
        }

        foreach (var e in _entries.Values.Where(e => e.Plan is not null))
        {
            var scans = e.Plan!.SequentialScans;
            Line(
                text,
                Invariant($"{e.Query.Name}: {e.Plan.Statements.Count} statements, {e.Plan.Buffers} buffers; tables read from end to end"),
                scans.Count == 0 ? "none" : string.Join(", ", scans),
                "not article",
                !scans.Contains("article"));
        }

        var fastest = _entries.Values.SelectMany(e => (List<Sample>[])[e.Service, e.Limit]).Max(s => Median(s, x => x.PerSecond)!.Value);
        var plainText = Median(_plainText, s => s.PerSecond)!.Value;
        Line(
            text,
            "the generator's plain-text req/s against the fastest figure above",
            Invariant($"{plainText:0} : {fastest:0} = {plainText / fastest:0.0}"),
            Invariant($"≥ {GeneratorMargin}"),
            plainText >= fastest * GeneratorMargin);
    }

    private static void Line(StringBuilder text, string promise, string found, string target, bool held) =>
        text.AppendLine(Invariant($"| {promise} | {found} | {target} | {(held ? "✓" : "✗")} |"));

    // Of each round's own ratio: what slows a round slows both of its halves.
    private static double Ratio(List<Sample> of, List<Sample> to) => Medians.Of([.. of.Zip(to, (a, b) => a.PerSecond / b.PerSecond)]);

    private static double CpuRatio(Entry of, Entry to) =>
        Median(of.Service, s => s.AppCpu + (s.DatabaseCpu ?? 0))!.Value / Median(to.Service, s => s.AppCpu + (s.DatabaseCpu ?? 0))!.Value;

    private static double? Median(List<Sample> samples, Func<Sample, double?> value) =>
        samples.Select(value).OfType<double>().ToArray() is { Length: > 0 } values ? Medians.Of(values) : null;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class Entry(Query query, bool sameBytes)
    {
        public Query Query => query;

        public bool SameBytes => sameBytes;

        public List<Sample> Service { get; } = [];

        public List<Sample> Limit { get; } = [];

        public Plan? Plan { get; set; }
    }
}
