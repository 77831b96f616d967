using Npgsql;

namespace NewsApi.Benchmarks.Peer;

/// <summary>The schema and the role that PostGraphile gets, made for one run.</summary>
internal sealed class PeerViews : IAsyncDisposable
{
    /// <summary>The role as which PostGraphile's connections act; it may read the views and nothing else.</summary>
    public const string Role = "newsapi_benchmark_peer";

    private const string Drop =
        $"""
        drop schema if exists benchmark_peer cascade;
        do $$ begin
          if exists (select from pg_roles where rolname = '{Role}') then drop owned by {Role}; drop role {Role}; end if;
        end $$
        """;

    private readonly NpgsqlDataSource _source;

    private PeerViews(NpgsqlDataSource source) => _source = source;

    public static async Task<PeerViews> CreateAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var views = new PeerViews(source);
        await views.RunAsync(Drop, cancellationToken);
        await views.RunAsync(await File.ReadAllTextAsync(PeerPrograms.FileOf("views.sql"), cancellationToken), cancellationToken);
        return views;
    }

    public async ValueTask DisposeAsync() => await RunAsync(Drop, CancellationToken.None);

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
