using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace NewsApi.Tests.Content.Wire;

/// <summary>
/// Stands between a process and its PostgreSQL, and can fall silent on chosen connections: nothing arrives any more, in neither
/// direction, and nobody is told. So a cable that was pulled, or a firewall that forgot, looks.
/// </summary>
internal sealed class SilencingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Line> _lines = [];
    private readonly NpgsqlConnectionStringBuilder _to;
    private readonly Task _accepting;
    private volatile Cut? _cut;
    private volatile bool _refuses;

    public SilencingProxy(string connectionString)
    {
        _to = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
        }.ConnectionString;
        _accepting = AcceptAsync();
    }

    /// <summary>The same database, through this.</summary>
    public string ConnectionString { get; }

    /// <summary>Connections that have sent this text; the silent ones too.</summary>
    public int CountOf(string text) => _lines.Count(l => l.HasSent(text));

    /// <summary>Falls silent on every connection that has sent this text; returns how many those are.</summary>
    public int Silence(string text)
    {
        var chosen = _lines.Where(l => l.HasSent(text)).ToList();
        chosen.ForEach(l => l.Silent = true);
        return chosen.Count;
    }

    /// <summary>
    /// Cuts the next connection that sends this text, and from then on refuses new connections for some time if asked to.
    /// </summary>
    /// <param name="forward">True: the server gets the text, and the connection is cut when it answers. False: it never gets it.</param>
    /// <param name="of">Only a connection that has sent this text too; null for any. Loops of the service commit as well.</param>
    public void CutNext(string text, bool forward, bool refuseAfterwards = false, string? of = null) =>
        _cut = new Cut(text, forward, refuseAfterwards, of);

    /// <summary>Ends what <see cref="CutNext"/> began: new connections are accepted again.</summary>
    public void Accept() => _refuses = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        foreach (var line in _lines)
        {
            line.Dispose();
        }

        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                if (_refuses)
                {
                    client.Dispose();
                    continue;
                }

                var server = Path.IsPathRooted(_to.Host!)
                    ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                    : new Socket(SocketType.Stream, ProtocolType.Tcp);
                EndPoint end = Path.IsPathRooted(_to.Host!)
                    ? new UnixDomainSocketEndPoint(Path.Combine(_to.Host!, $".s.PGSQL.{_to.Port}"))
                    : new DnsEndPoint(_to.Host!, _to.Port);
                await server.ConnectAsync(end, _stop.Token);
                _lines.Add(new Line(this, client, server, _stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private bool TakeCut(Line line, string sent, out Cut cut)
    {
        if (_cut is { } armed && sent.Contains(armed.Text, StringComparison.Ordinal) && (armed.Of is null || line.HasSent(armed.Of)))
        {
            (_cut, _refuses, cut) = (null, armed.RefuseAfterwards, armed);
            return true;
        }

        cut = null!;
        return false;
    }

    private sealed record Cut(string Text, bool Forward, bool RefuseAfterwards, string? Of);

    private sealed class Line : IDisposable
    {
        private readonly SilencingProxy _proxy;
        private volatile bool _cutAtAnswer;
        private readonly Socket _client;
        private readonly Socket _server;
        private readonly StringBuilder _sent = new();

        public Line(SilencingProxy proxy, Socket client, Socket server, CancellationToken stop)
        {
            (_proxy, _client, _server) = (proxy, client, server);
            _ = PumpAsync(client, server, heard: true, stop);
            _ = PumpAsync(server, client, heard: false, stop);
        }

        public bool Silent { get; set; }

        public bool HasSent(string text)
        {
            lock (_sent)
            {
                return _sent.ToString().Contains(text, StringComparison.Ordinal);
            }
        }

        public void Dispose()
        {
            _client.Dispose();
            _server.Dispose();
        }

        private async Task PumpAsync(Socket from, Socket to, bool heard, CancellationToken stop)
        {
            var buffer = new byte[16_384];
            try
            {
                while (await from.ReceiveAsync(buffer, stop) is var length and > 0)
                {
                    if (heard)
                    {
                        var text = Encoding.Latin1.GetString(buffer, 0, length);
                        lock (_sent)
                        {
                            _sent.Append(text);
                        }

                        if (_proxy.TakeCut(this, text, out var cut))
                        {
                            _cutAtAnswer = cut.Forward;
                            if (!cut.Forward)
                            {
                                Dispose();
                                return;
                            }
                        }
                    }
                    else if (_cutAtAnswer)
                    {
                        Dispose();
                        return;
                    }

                    if (!Silent)
                    {
                        await to.SendAsync(buffer.AsMemory(0, length), stop);
                    }
                }

                if (!Silent)
                {
                    to.Shutdown(SocketShutdown.Send);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
            {
                // One end is gone. A silent line does not tell the other.
                if (!Silent)
                {
                    to.Dispose();
                }
            }
        }
    }
}
