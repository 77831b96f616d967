namespace NewsApi.Benchmarks;

/// <summary>The process, or the processes, of a server that is measured.</summary>
internal interface IServerProcess : IAsyncDisposable
{
    Uri Address { get; }

    /// <summary>Processor time that the processes have taken since their start.</summary>
    TimeSpan Cpu { get; }
}
