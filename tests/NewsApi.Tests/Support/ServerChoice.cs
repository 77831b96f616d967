using DotNet.Testcontainers.Builders;
using Testcontainers.PostgreSql;

namespace NewsApi.Tests.Support;

/// <summary>Where the PostgreSQL of a test run comes from, in the order of preference.</summary>
public enum ServerKind
{
    /// <summary>Named by <c>NEWSAPI_TEST_DATABASE</c>: a connection string that may create databases.</summary>
    Given,

    /// <summary>A container of the image <c>NEWSAPI_TEST_IMAGE</c>, <c>postgres:18</c> unless said otherwise.</summary>
    Container,

    /// <summary>The service's own private PostgreSQL in a folder of this run.</summary>
    Private,
}

/// <summary>The server that a test run uses, and what has to go when the run ends.</summary>
internal sealed class ServerChoice : IAsyncDisposable
{
    private readonly IAsyncDisposable? _owned;

    private ServerChoice(ServerKind kind, string connectionString, IAsyncDisposable? owned) =>
        (Kind, ConnectionString, _owned) = (kind, connectionString, owned);

    public ServerKind Kind { get; }

    public string ConnectionString { get; }

    public static async Task<ServerChoice> MakeAsync(CancellationToken cancellationToken) =>
        Given() ?? await ContainerAsync(cancellationToken) ?? Private();

    public ValueTask DisposeAsync() => _owned?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static ServerChoice? Given() => Environment.GetEnvironmentVariable("NEWSAPI_TEST_DATABASE") is { Length: > 0 } given
        ? new ServerChoice(ServerKind.Given, given, null)
        : null;

    private static async Task<ServerChoice?> ContainerAsync(CancellationToken cancellationToken)
    {
        var image = Environment.GetEnvironmentVariable("NEWSAPI_TEST_IMAGE") is { Length: > 0 } named ? named : "postgres:18";
        try
        {
            var container = new PostgreSqlBuilder(image).Build();
            await container.StartAsync(cancellationToken);
            return new ServerChoice(ServerKind.Container, container.GetConnectionString(), container);
        }
        catch (DockerUnavailableException)
        {
            return null;
        }
    }

    private static ServerChoice Private() =>
        throw new InvalidOperationException("Set NEWSAPI_TEST_DATABASE to a connection string that may create databases.");
}
