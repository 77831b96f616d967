using System.Text.Json.Serialization;

namespace NewsApi.Benchmarks.Live;

/// <summary>What the process of the listeners is asked to do.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(Open), "open")]
[JsonDerivedType(typeof(Await), "await")]
[JsonDerivedType(typeof(Pause), "pause")]
[JsonDerivedType(typeof(Write), "write")]
[JsonDerivedType(typeof(Close), "close")]
internal abstract record ListenerJob
{
    /// <summary>Opens more listeners.</summary>
    /// <param name="File">A JSON list of GraphQL requests; the listeners take them in turn.</param>
    /// <param name="Field">The field at the root of each of them.</param>
    /// <param name="ReceiveBuffer">Bytes; null for the system's own choice.</param>
    internal sealed record Open(string File, string Field, int Count, int Port, ListenerKind Kind, int? ReceiveBuffer) : ListenerJob;

    /// <summary>Waits until so many events have arrived since the last <see cref="Write"/>.</summary>
    internal sealed record Await(long Arrivals, double Seconds) : ListenerJob;

    /// <summary>Stops listeners from reading, or lets them read on.</summary>
    internal sealed record Pause(int First, int Count, bool Stop) : ListenerJob;

    /// <summary>Writes every arrival to a file, three 64-bit numbers each (listener, position, time), and forgets them.</summary>
    internal sealed record Write(string File) : ListenerJob;

    /// <summary>Closes all listeners.</summary>
    internal sealed record Close : ListenerJob;
}
