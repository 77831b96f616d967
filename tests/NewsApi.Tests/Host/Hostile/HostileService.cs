using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using NewsApi.Tests.Transport;
using Xunit;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>
/// One service for all cases. From its start to its end it also holds connections that say nothing or not all of it, and the cases that the
/// service answers after a time limit run beside the others.
/// </summary>
public sealed class HostileService(TestPostgres postgres) : IAsyncLifetime
{
    private const int SilentOfEachKind = 25;

    private readonly HostileTokens _tokens = new();
    private readonly LogLines _log = new();
    private readonly ConcurrentDictionary<HostileCase, Task<ReceivedAnswer>> _slow = [];
    private IReadOnlyList<TcpClient> _silent = [];
    private int _knownErrors;
    private TestServer? _server;
    private HostileTarget? _target;

    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(postgres, [.. _tokens.Settings.SelectMany(s => (string[])[$"--{s.Name}", s.Value])]);
        using var editor = await _server.ClientOfAsync(Role.Editor);
        var key = editor.DefaultRequestHeaders.Authorization?.Parameter ?? "";
        _target = await HostileTarget.PrepareAsync(_server.Address, key, _tokens, Limit);
        _server.Service.Services.GetRequiredService<ILoggerFactory>().AddProvider(_log);
        _silent = await SilentConnections.OpenAsync(_target, SilentOfEachKind, Limit);
        foreach (var slow in HostileCases.All.Where(c => c.Patience > TimeSpan.Zero))
        {
            _slow[slow] = slow.Request(_target, Limit);
        }
    }

    /// <summary>Sends a hostile request, and then an honest one.</summary>
    /// <returns>What is wrong; null if all is as documented.</returns>
    internal async Task<string?> FindFaultAsync(HostileCase hostile)
    {
        Assert.NotNull(_target);
        Assert.NotNull(_server);
        var answer = await (_slow.TryRemove(hostile, out var running) ? running : hostile.Request(_target, Limit));
        var fault = hostile.Answer.FindFault(answer) is { } different
            ? $"{different} The answer was {answer.Status} {Shorten(answer.Body)}"
            : FindNewError() is { } error ? $"The log has {error}" : null;
        await _server.QueryAsync("{ articles(first: 1) { nodes { id } } }");
        return fault;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _silent)
        {
            connection.Dispose();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _log.Dispose();
        _tokens.Dispose();
    }

    /// <summary>The first error that was logged since the last call; null if there is none.</summary>
    private string? FindNewError()
    {
        var errors = _log.Errors;
        var known = Interlocked.Exchange(ref _knownErrors, errors.Count);
        return errors.Count > known ? $"{errors[known].Level} {errors[known].Message} {errors[known].Exception}" : null;
    }

    private static string Shorten(string body) => body.Length > 1000 ? $"{body[..1000]}…" : body;
}
