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
    public async Task The_first_run_applies_and_names_every_migration_and_the_second_finds_nothing_to_apply()
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
    public async Task A_database_that_does_not_answer_ends_it_with_a_message_and_exit_code_1()
    {
        var run = await VerbRun.OnAsync("Host=127.0.0.1;Port=1;Database=news;Username=desk;Password=secret-word", "migrate");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("127.0.0.1:1", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", run.Output, StringComparison.Ordinal);
    }
}
