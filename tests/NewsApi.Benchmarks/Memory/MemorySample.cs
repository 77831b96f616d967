namespace NewsApi.Benchmarks.Memory;

/// <summary>What the service held at one moment. Sizes are in bytes.</summary>
/// <param name="Minute">Since the load began.</param>
/// <param name="Managed">Living objects after a full collection.</param>
/// <param name="Resident">The process, after that collection.</param>
/// <param name="Peak">The process, before that collection.</param>
/// <param name="Backends">The memory that its PostgreSQL backends have for themselves, without what they share.</param>
/// <param name="Connections">The number of its backends.</param>
/// <param name="Handles">Open files and sockets.</param>
/// <param name="Sockets">Those of them that are sockets.</param>
/// <param name="Threads">The number of threads.</param>
/// <param name="Cache">Answers in memory.</param>
/// <param name="Subscribers">Subscribers that the driver had connected.</param>
internal sealed record MemorySample(
    double Minute, long Managed, long Resident, long Peak, long Backends, int Connections, int Handles, int Sockets, int Threads,
    long Cache, int Subscribers);
