using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Reading;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Access;

public sealed class ApiKeysTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly Clock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_found_by_its_secret_and_the_secret_is_not_stored()
    {
        var keys = Keys();
        var made = await CreatedAsync(keys, "cms", Role.Editor);

        Assert.Matches("^nwk_[A-Za-z0-9_-]{43}$", made.Secret);
        var found = await keys.FindAsync(made.Secret, Token);
        Assert.Equal((made.Key.Id, "cms", Role.Editor), (found!.Id, found.Name, found.Role));
        Assert.Equal(0, await database.ScalarAsync<long>($"select count(*) from api_key k where strpos(k::text, '{made.Secret}') > 0"));
        Assert.NotEqual(made.Secret, (await CreatedAsync(keys, "app", Role.Reader)).Secret);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nwk_")]
    [InlineData("nwk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("nwk_\0AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("nwk_\ud800AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_malformed_or_unknown_secret_finds_no_key(string secret) => Assert.Null(await Keys().FindAsync(secret, Token));

    [Fact]
    public async Task A_revocation_by_another_process_is_noticed_within_a_second()
    {
        var (here, there) = (Keys(), Keys());
        var made = await CreatedAsync(here, "revoked", Role.Admin);
        Assert.NotNull(await here.FindAsync(made.Secret, Token));

        var revoked = await there.RevokeAsync("revoked", Token);

        Assert.NotNull(revoked!.RevokedAt);
        _clock.Pass(ApiKeys.Freshness);
        Assert.Null(await here.FindAsync(made.Secret, Token));
        Assert.Null(await there.RevokeAsync("revoked", Token));
        Assert.NotEqual(made.Key.Id, (await CreatedAsync(here, "revoked", Role.Reader)).Key.Id);
        Assert.Equal(2, (await here.ListAsync(Token)).Count(k => k.Name == "revoked"));
    }

    [Fact]
    public async Task A_key_in_use_is_read_from_the_database_once_a_second()
    {
        var keys = Keys();
        var made = await CreatedAsync(keys, "busy", Role.Preview);
        var first = await keys.FindAsync(made.Secret, Token);

        Assert.Same(first, await keys.FindAsync(made.Secret, Token));
        _clock.Pass(ApiKeys.Freshness);
        Assert.NotSame(first, await keys.FindAsync(made.Secret, Token));
    }

    [Fact]
    public async Task An_expired_key_is_not_found()
    {
        var keys = Keys();
        var made = await CreatedAsync(keys, "for a day", Role.Reader, TimeProvider.System.GetUtcNow().AddDays(1));
        Assert.NotNull(await keys.FindAsync(made.Secret, Token));

        await database.ExecuteAsync("update api_key set expires_at = clock_timestamp() where name = 'for a day'");
        _clock.Pass(ApiKeys.Freshness);

        Assert.Null(await keys.FindAsync(made.Secret, Token));
    }

    [Fact]
    public async Task FindEndedAsync_returns_the_revoked_expired_and_deleted_keys()
    {
        var keys = Keys();
        var valid = await CreatedAsync(keys, "stays", Role.Reader);
        var revoked = await CreatedAsync(keys, "is revoked", Role.Reader);
        var expired = await CreatedAsync(keys, "has expired", Role.Reader, TimeProvider.System.GetUtcNow().AddDays(1));
        Assert.Empty(await keys.FindEndedAsync([valid.Key.Id, revoked.Key.Id, expired.Key.Id], Token));

        await keys.RevokeAsync("is revoked", Token);
        await database.ExecuteAsync("update api_key set expires_at = clock_timestamp() where name = 'has expired'");

        var ended = await keys.FindEndedAsync([valid.Key.Id, revoked.Key.Id, expired.Key.Id, long.MaxValue], Token);
        Assert.Equal([revoked.Key.Id, expired.Key.Id, long.MaxValue], ended.Order());
    }

    // No attribute keeps half a surrogate pair.
    public static TheoryData<string> Impossible { get; } = ["", " ", "nul\0", "half \ud800", new string('x', 201)];

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task An_invalid_key_name_is_rejected(string name) =>
        Assert.IsType<CreatedKey.Rejected>(await Keys().CreateAsync(name, Role.Reader, null, Token));

    [Fact]
    public async Task A_key_name_in_use_an_unknown_role_and_an_expiry_in_the_past_are_rejected()
    {
        var keys = Keys();
        await CreatedAsync(keys, "twice", Role.Reader);

        Assert.Contains("'twice'", Assert.IsType<CreatedKey.Rejected>(await keys.CreateAsync("twice", Role.Admin, null, Token)).Reason,
            StringComparison.Ordinal);
        Assert.Contains("role", Assert.IsType<CreatedKey.Rejected>(await keys.CreateAsync("role", (Role)9, null, Token)).Reason,
            StringComparison.Ordinal);
        Assert.Contains("future",
            Assert.IsType<CreatedKey.Rejected>(await keys.CreateAsync("late", Role.Reader, DateTimeOffset.MinValue, Token)).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Each_role_has_the_rights_of_the_roles_before_it() => Assert.Equal(
        [(Visibility.Public, false), (Visibility.Everything, false), (Visibility.Everything, true), (Visibility.Everything, true)],
        Enum.GetValues<Role>().Select(r => (r.Sees(), r.Writes())));

    private static async Task<CreatedKey.Created> CreatedAsync(ApiKeys keys, string name, Role role, DateTimeOffset? expiresAt = null) =>
        Assert.IsType<CreatedKey.Created>(await keys.CreateAsync(name, role, expiresAt, Token));

    private ApiKeys Keys() => new(database.Database, _clock);

    /// <summary>Stands still until it is told that time passes.</summary>
    private sealed class Clock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;
    }
}
