using System.Runtime.Versioning;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Cli;

[UnsupportedOSPlatform("windows")]
public sealed class KeysVerbTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ApiKeys Keys => new(database.Database, TimeProvider.System);

    [Fact]
    public async Task The_list_of_keys_shows_name_and_role_of_every_key_and_no_secret()
    {
        var reader = await CreatedAsync("for the app", Role.Reader);
        var editor = await CreatedAsync("for [the] CMS", Role.Editor);

        var list = await RunAsync("keys", "list");

        Assert.Equal(0, list.ExitCode);
        Assert.Matches(@"for the app\W+reader", list.Output);
        Assert.Matches(@"for \[the\] CMS\W+editor", list.Output);
        Assert.DoesNotContain(reader.Secret, list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(editor.Secret, list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_is_not_found_and_stays_in_the_list_with_its_time()
    {
        var key = await CreatedAsync("leaving", Role.Editor);
        Assert.NotNull(await Keys.FindAsync(key.Secret, Cancel));

        var revoked = await RunAsync("keys", "revoke", "leaving");

        Assert.Equal(0, revoked.ExitCode);
        Assert.Contains("'leaving'", revoked.Output, StringComparison.Ordinal);
        Assert.Null(await Keys.FindAsync(key.Secret, Cancel));
        var at = Assert.Single(await Keys.ListAsync(Cancel), k => k.Name == "leaving").RevokedAt;
        Assert.Matches($@"leaving\W+editor.*{at:yyyy-MM-dd}", (await RunAsync("keys", "list")).Output);
    }

    [Theory]
    [InlineData("never made")]
    [InlineData("revoked before")]
    public async Task Revoking_a_name_without_a_valid_key_ends_with_exit_code_1(string name)
    {
        if (name == "revoked before")
        {
            await CreatedAsync(name, Role.Reader);
            await Keys.RevokeAsync(name, Cancel);
        }

        var rejected = await RunAsync("keys", "revoke", name);

        Assert.Equal(1, rejected.ExitCode);
        Assert.Contains($"'{name}'", rejected.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_shows_the_note_and_who_created_and_revoked_a_key()
    {
        var created = await RunAsync("keys", "create", "trail", "--role", "reader", "--note", "for the app team");
        Assert.Equal(0, created.ExitCode);
        await RunAsync("keys", "revoke", "trail");
        var key = Assert.Single(await Keys.ListAsync(Cancel), k => k.Name == "trail");
        var actor = $"{Environment.UserName}@{Environment.MachineName}";
        Assert.Equal(("for the app team", actor, actor), (key.Note, key.CreatedBy, key.RevokedBy));
        Assert.Null(key.LastUsedAt);
        Assert.Matches("trail.*reader.*by .*by .*for the app team", (await RunAsync("keys", "list")).Output);
    }

    private Task<VerbRun> RunAsync(params string[] verb) => VerbRun.OnAsync(database.ConnectionString, verb);

    private async Task<CreatedKey.Created> CreatedAsync(string name, Role role) =>
        Assert.IsType<CreatedKey.Created>(await Keys.CreateAsync(name, role, null, Cancel));
}
