using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace NewsApi.Tests.Support;

/// <summary>Prints twice a minute how far a long test has come (<c>-showLiveOutput</c>).</summary>
internal sealed class TestProgress(ITestOutputHelper output)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Lock _lock = new();
    private TimeSpan _printed;

    /// <param name="describe">What to print; called only when it is time.</param>
    public void Report(Func<string> describe)
    {
        lock (_lock)
        {
            var now = Stopwatch.GetElapsedTime(_started);
            if (now - _printed >= Interval)
            {
                _printed = now;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{now.TotalSeconds:0} s: {describe()}"));
            }
        }
    }
}
