using System.Collections.Concurrent;

namespace NewsApi.GraphQL.Telemetry;

/// <summary>
/// Limits the names of operations in metrics and traces, because clients choose these names. A trusted document always keeps its name.
/// Of the other names, the first <see cref="MaxOthers"/> are kept, and all further names become <see cref="Other"/>. Otherwise a client
/// could create any number of time series.
/// </summary>
/// <param name="isTrusted">Returns true for the name of an operation of a trusted document.</param>
internal sealed class OperationNames(Func<string, bool> isTrusted)
{
    /// <summary>The largest number of kept names that are not of trusted documents.</summary>
    public const int MaxOthers = 100;

    /// <summary>The largest length of a kept name, in characters.</summary>
    public const int MaxLength = 60;

    /// <summary>The label of an operation whose name is not kept.</summary>
    public const string Other = "(other)";

    /// <summary>The label of an operation without a name.</summary>
    public const string Anonymous = "(anonymous)";

    private readonly ConcurrentDictionary<string, bool> _others = new(StringComparer.Ordinal);
    private int _free = MaxOthers;

    /// <summary>Returns the name of an operation for metrics, traces and logs.</summary>
    /// <param name="name">The name in the document; null if the operation has none.</param>
    public string Limit(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return Anonymous;
        }

        if (isTrusted(name) || _others.ContainsKey(name))
        {
            return name;
        }

        if (name.Length > MaxLength || Volatile.Read(ref _free) <= 0 || Interlocked.Decrement(ref _free) < 0)
        {
            return Other;
        }

        // Two first requests with the same name take two places. So there may be fewer names than allowed, but never more.
        _others.TryAdd(name, true);
        return name;
    }
}
