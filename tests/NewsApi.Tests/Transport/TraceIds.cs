using System.Text.RegularExpressions;

namespace NewsApi.Tests.Transport;

/// <summary>
/// The id of the trace in an unexpected error. Whether it is there depends on who listens in the whole test process, so tests of the
/// transport leave it out.
/// </summary>
internal static partial class TraceIds
{
    public static string Remove(string? text) => Extension().Replace(text ?? "", "");

    [GeneratedRegex(@",""extensions"":\{""traceId"":""[0-9a-f]{32}""\}")]
    private static partial Regex Extension();
}
