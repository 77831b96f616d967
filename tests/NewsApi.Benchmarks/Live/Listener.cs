using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NewsApi.Benchmarks.Live;

/// <summary>
/// One subscriber on a raw socket. It parses no more than it takes to know that an event is whole, which one it is, and that it is no
/// error; what it costs is taken from the service on the same cores.
/// </summary>
internal abstract class Listener : IDisposable
{
    private const int Reading = 0;
    private const int ToPause = 1;
    private const int Paused = 2;

    private readonly Counters _counters;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly SocketAsyncEventArgs _receive = new();
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _buffer = new byte[4 << 10];
    private int _length;
    private int _state;
    private long _last;
    private volatile bool _ended;

    protected Listener(Counters counters)
    {
        _counters = counters;
        _receive.Completed += (_, _) =>
        {
            if (Took())
            {
                Receive();
            }
        };
    }

    public List<Arrival> Arrivals { get; } = [];

    /// <summary>Connects, says the first words, and returns when the subscription is open.</summary>
    /// <param name="from">The loopback address to come from; null for whichever there is.</param>
    /// <param name="receiveBuffer">Bytes that the system may take in for a listener that does not read; null for its usual
    /// megabytes.</param>
    public async Task OpenAsync(int port, IPAddress? from, int? receiveBuffer, CancellationToken cancellationToken)
    {
        if (receiveBuffer is { } bytes)
        {
            _socket.ReceiveBufferSize = bytes;
        }

        if (from is not null)
        {
            _socket.Bind(new IPEndPoint(from, 0));
        }

        await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        Send(FirstWords);
        Receive();
        await _open.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Stops reading, after what is being read.</summary>
    public void Pause() => Interlocked.Exchange(ref _state, ToPause);

    public void Resume()
    {
        if (Interlocked.Exchange(ref _state, Reading) == Paused)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static listener => listener.Receive(), this, preferLocal: false);
        }
    }

    public void Dispose()
    {
        _ended = true;
        _socket.Dispose();
        _receive.Dispose();
    }

    protected abstract ReadOnlySpan<byte> FirstWords { get; }

    /// <summary>Takes what is whole.</summary>
    /// <returns>How many bytes that were; the rest is shown again when there is more.</returns>
    protected abstract int Take(ReadOnlySpan<byte> bytes);

    protected void Send(ReadOnlySpan<byte> bytes) => _socket.Send(bytes);

    protected void Opened() => _open.TrySetResult();

    /// <summary>An event has arrived.</summary>
    protected void Arrived(long position, long at)
    {
        if (position <= _last)
        {
            Fail($"event {position} after {_last}");
            return;
        }

        _last = position;
        Arrivals.Add(new Arrival(position, at));
        _counters.Count();
    }

    protected void Fail(string what)
    {
        if (!_ended)
        {
            _counters.Fail(what);
            _open.TrySetException(new IOException(what));
        }
    }

    /// <summary>When the bytes that are being taken arrived.</summary>
    protected long Now { get; private set; }

    private void Receive()
    {
        try
        {
            do
            {
                if (Interlocked.CompareExchange(ref _state, Paused, ToPause) == ToPause)
                {
                    return;
                }

                if (_length == _buffer.Length)
                {
                    Array.Resize(ref _buffer, _buffer.Length * 2);
                }

                _receive.SetBuffer(_buffer, _length, _buffer.Length - _length);
            }
            while (!_socket.ReceiveAsync(_receive) && Took());
        }
        catch (ObjectDisposedException)
        {
            // Closed by us.
        }
    }

    private bool Took()
    {
        if (_receive.SocketError != SocketError.Success || _receive.BytesTransferred == 0)
        {
            Fail($"the connection ended ({_receive.SocketError})");
            return false;
        }

        try
        {
            Now = Stopwatch.GetTimestamp();
            _length += _receive.BytesTransferred;
            var taken = Take(_buffer.AsSpan(0, _length));
            _buffer.AsSpan(taken, _length - taken).CopyTo(_buffer);
            _length -= taken;
            return true;
        }
        catch (Exception e)
        {
            // The edge of the socket's thread: a throw here would end the process.
            Fail($"{e.GetType().Name}: {e.Message}");
            return false;
        }
    }
}
