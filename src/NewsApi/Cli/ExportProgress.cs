using System.Diagnostics;
using System.Globalization;

namespace NewsApi.Cli;

/// <summary>Counts what an export has written, and prints it on standard error: every few seconds, and at the end.</summary>
internal sealed class ExportProgress
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    private readonly long _started = Stopwatch.GetTimestamp();
    private TimeSpan _printed;
    private long _entities;
    private long _articles;

    public void AddEntity() => Add(ref _entities);

    public void AddArticle() => Add(ref _articles);

    public void Summarise()
    {
        var seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Count()} exported in {seconds:0.0} s."));
    }

    private void Add(ref long count)
    {
        count++;
        if (Stopwatch.GetElapsedTime(_started) is var elapsed && elapsed - _printed > BetweenLines)
        {
            _printed = elapsed;
            Console.Error.WriteLine(Count());
        }
    }

    private string Count() => string.Create(
        CultureInfo.InvariantCulture, $"{_entities:N0} people, places and topics, {_articles:N0} {(_articles == 1 ? "article" : "articles")}");
}
