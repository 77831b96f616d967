using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using NewsApi.Access;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Access;

public sealed class IssuerKeysTests(TestPostgres postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_key_of_the_issuer_is_accepted_without_a_restart_and_a_removed_one_is_refused()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await issuer.StartServiceAsync(postgres);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, issuer.Sign()));

        using var rsa = RSA.Create(2048);
        var next = new RsaSecurityKey(rsa) { KeyId = "next" };
        issuer.Published = [next];
        var renewed = issuer.Sign(new SigningCredentials(next, SecurityAlgorithms.RsaSha256));

        // An unknown key is looked up at most once in a pause, so the first answers may be rejections.
        await Poll.UntilAsync(async () => await StatusAsync(server, renewed) == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, issuer.Sign()));
    }

    [Fact]
    public async Task While_the_issuer_was_never_reachable_a_token_gets_503_and_a_query_without_it_an_answer()
    {
        var issuer = await TestIssuer.StartAsync();
        var (address, token) = (issuer.Address, issuer.Sign());
        await using var server = await issuer.StartServiceAsync(postgres);
        await issuer.DisposeAsync();

        Assert.NotEmpty(address);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(server, token));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, "not.a.token"));
    }

    [Fact]
    public async Task Tokens_with_invented_keys_cause_one_read_in_a_pause_and_an_outage_uses_the_known_keys_for_an_hour()
    {
        var clock = new StoppedClock();
        var reads = 0;
        var reachable = true;
        var found = new OpenIdConnectConfiguration();
        using var rsa = RSA.Create(2048);
        found.SigningKeys.Add(new RsaSecurityKey(rsa) { KeyId = "known" });
        using var keys = new IssuerKeys(
            _ =>
            {
                reads++;
                return reachable ? Task.FromResult(found) : Task.FromException<OpenIdConnectConfiguration>(new IOException("Unreachable."));
            },
            clock, NullLogger<IssuerKeys>.Instance);

        Assert.True(await keys.TryPrepareAsync("known", Cancel));
        for (var i = 0; i < 100; i++)
        {
            Assert.True(await keys.TryPrepareAsync($"invented {i}", Cancel));
        }

        Assert.Equal(1, reads);
        clock.Pass(IssuerKeys.Pause);
        Assert.True(await keys.TryPrepareAsync("invented", Cancel));
        Assert.Equal(2, reads);

        reachable = false;
        clock.Pass(IssuerKeys.Freshness);
        Assert.True(await keys.TryPrepareAsync("known", Cancel));
        Assert.Equal(3, reads);
        clock.Pass(IssuerKeys.KeptInOutage);
        Assert.False(await keys.TryPrepareAsync("known", Cancel));
        reachable = true;
        clock.Pass(IssuerKeys.Pause);
        Assert.True(await keys.TryPrepareAsync("known", Cancel));
    }

    [Fact]
    public async Task A_request_that_ends_while_it_waits_neither_ends_the_read_nor_causes_another()
    {
        var clock = new StoppedClock();
        var reads = new List<TaskCompletionSource<OpenIdConnectConfiguration>>();
        using var keys = new IssuerKeys(_ => Begin(reads), clock, NullLogger<IssuerKeys>.Instance);
        for (var i = 0; i < 100; i++)
        {
            using var gone = new CancellationTokenSource();
            var waiting = keys.TryPrepareAsync($"invented {i}", gone.Token).AsTask();
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        var patient = keys.TryPrepareAsync("known", Cancel).AsTask();
        Assert.Single(reads).SetException(new IOException("Unreachable."));
        Assert.False(await patient);
        Assert.False(await keys.TryPrepareAsync("known", Cancel));
        Assert.Single(reads);
    }

    [Fact]
    public async Task While_the_issuer_hangs_a_token_with_a_known_key_does_not_wait_for_it()
    {
        var clock = new StoppedClock();
        var reads = new List<TaskCompletionSource<OpenIdConnectConfiguration>>();
        using var keys = new IssuerKeys(_ => Begin(reads), clock, NullLogger<IssuerKeys>.Instance);
        var found = new OpenIdConnectConfiguration();
        using var rsa = RSA.Create(2048);
        found.SigningKeys.Add(new RsaSecurityKey(rsa) { KeyId = "known" });
        var first = keys.TryPrepareAsync("known", Cancel).AsTask();
        Assert.Single(reads).SetResult(found);
        Assert.True(await first);

        clock.Pass(IssuerKeys.Freshness);
        for (var i = 0; i < 3; i++)
        {
            var prepared = keys.TryPrepareAsync("known", Cancel).AsTask();
            Assert.True(prepared.IsCompletedSuccessfully && await prepared);
        }

        Assert.Equal(2, reads.Count);
        clock.Pass(IssuerKeys.KeptInOutage);
        var late = keys.TryPrepareAsync("known", Cancel).AsTask();
        Assert.False(late.IsCompleted);
        reads[1].SetResult(found);
        Assert.True(await late);
    }

    private static Task<OpenIdConnectConfiguration> Begin(List<TaskCompletionSource<OpenIdConnectConfiguration>> reads)
    {
        reads.Add(new TaskCompletionSource<OpenIdConnectConfiguration>(TaskCreationOptions.RunContinuationsAsynchronously));
        return reads[^1].Task;
    }

    private static async Task<HttpStatusCode> StatusAsync(TestServer server, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "graphql?query=%7B__typename%7D"));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await server.Client.SendAsync(request, Cancel);
        return response.StatusCode;
    }

    private sealed class StoppedClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public void Pass(TimeSpan time) => _now += time.Ticks;
    }
}
