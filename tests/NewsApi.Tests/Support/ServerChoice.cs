using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Postgres;
using Testcontainers.PostgreSql;

namespace NewsApi.Tests.Support;

/// <summary>The server that a test run uses, and what has to go when the run ends.</summary>
internal sealed class ServerChoice : IAsyncDisposable
{
    private readonly IAsyncDisposable? _owned;

    private ServerChoice(ServerKind kind, string connectionString, IAsyncDisposable? owned) =>
        (Kind, ConnectionString, _owned) = (kind, connectionString, owned);

    public ServerKind Kind { get; }

    public string ConnectionString { get; }

    /// <summary>The kind that <c>NEWSAPI_TEST_SERVER</c> demands; null where the first that is to be had will do.</summary>
    public static ServerKind? Demanded => Setting("NEWSAPI_TEST_SERVER") is { } kind ? Enum.Parse<ServerKind>(kind, ignoreCase: true)
        : null;

    public static async Task<ServerChoice> MakeAsync(CancellationToken cancellationToken) => Demanded switch
    {
        ServerKind.Given => Given() ?? throw new InvalidOperationException("NEWSAPI_TEST_DATABASE is to name the server and is not set."),
        ServerKind.Container => await ContainerAsync(cancellationToken),
        ServerKind.Private => await PrivateAsync(cancellationToken),
        _ => Given() ?? await ContainerIfAnyAsync(cancellationToken) ?? await PrivateAsync(cancellationToken),
    };

    public ValueTask DisposeAsync() => _owned?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static ServerChoice? Given() => Setting("NEWSAPI_TEST_DATABASE") is { } given ? new ServerChoice(ServerKind.Given, given, null)
        : null;

    private static async Task<ServerChoice?> ContainerIfAnyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ContainerAsync(cancellationToken);
        }
        catch (DockerUnavailableException)
        {
            return null;
        }
    }

    private static async Task<ServerChoice> ContainerAsync(CancellationToken cancellationToken)
    {
        var image = Setting("NEWSAPI_TEST_IMAGE") ?? "postgres:18";
        try
        {
            var container = new PostgreSqlBuilder(image).Build();
            await container.StartAsync(cancellationToken);
            return new ServerChoice(ServerKind.Container, container.GetConnectionString(), container);
        }
        catch (Exception e) when (e is DockerApiException or TimeoutException)
        {
            throw new InvalidOperationException(
                $"Docker answers but cannot run {image}: name another image by NEWSAPI_TEST_IMAGE, or set NEWSAPI_TEST_SERVER=Private.", e);
        }
    }

    private static async Task<ServerChoice> PrivateAsync(CancellationToken cancellationToken)
    {
        // The server makes the folder itself: one of CreateTempSubdirectory is closed to the user that PostgreSQL runs as under root.
        var folder = Path.Combine(Path.GetTempPath(), $"newsapi-test-{Path.GetRandomFileName()}");
        var server = await PrivatePostgres.StartAsync(folder, NullLogger.Instance, cancellationToken);
        return new ServerChoice(ServerKind.Private, server.ConnectionString, new PrivateServer(server, folder));
    }

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private sealed class PrivateServer(PrivatePostgres server, string folder) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
