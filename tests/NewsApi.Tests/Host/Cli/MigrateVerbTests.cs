using System.Runtime.Versioning;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Cli;

[UnsupportedOSPlatform("windows")]
public sealed class MigrateVerbTests(TestPostgres server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_verb_migrate_applies_and_lists_every_migration_and_then_nothing_on_the_second_run()
    {
        var empty = await server.CreateAsync("encoding 'UTF8' template template0", Cancel);

        var first = await VerbRun.OnAsync(empty, "migrate");
        Assert.Equal(0, first.ExitCode);
        await using var source = NpgsqlDataSource.Create(empty);
        await using var applied =
            source.CreateCommand("""select string_agg('applied ' || "MigrationId", chr(10) order by "MigrationId") from "__EFMigrationsHistory" """);
        var names = Assert.IsType<string>(await applied.ExecuteScalarAsync(Cancel));
        Assert.Equal($"{names}\n{names.Split('\n').Length} applied", first.Output);

        Assert.Equal(new VerbRun(0, "nothing to apply"), await VerbRun.OnAsync(empty, "migrate"));
    }

    [Fact]
    public async Task An_unreachable_database_ends_the_verb_migrate_with_a_message_and_exit_code_1()
    {
        var run = await VerbRun.OnAsync("Host=127.0.0.1;Port=1;Database=news;Username=desk;Password=secret-word", "migrate");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("127.0.0.1:1", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", run.Output, StringComparison.Ordinal);
    }
}
