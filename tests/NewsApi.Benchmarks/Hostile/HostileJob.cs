using System.Text.Json.Serialization;

namespace NewsApi.Benchmarks.Hostile;

/// <summary>What the process of the attacker is asked to do.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(Aim), "aim")]
[JsonDerivedType(typeof(Case), "case")]
[JsonDerivedType(typeof(HoldSockets), "sockets")]
[JsonDerivedType(typeof(Flood), "flood")]
internal abstract record HostileJob
{
    /// <summary>Learns the service, and writes what the cases look for.</summary>
    /// <param name="From">The loopback address that the attacks come from; null for any.</param>
    internal sealed record Aim(Uri Service, string EditorKey, string? From) : HostileJob;

    /// <summary>Runs one case.</summary>
    /// <param name="Number">Its index in the table of all cases.</param>
    internal sealed record Case(int Number) : HostileJob;

    /// <summary>Opens WebSockets from one address, holds them, and closes them.</summary>
    /// <param name="Seconds">How long they are held.</param>
    internal sealed record HoldSockets(int Count, double Seconds) : HostileJob;

    /// <summary>Sends hostile requests over and over, each client from an address of its own.</summary>
    internal sealed record Flood(int Clients, double Seconds) : HostileJob;
}
