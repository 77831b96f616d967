using System.Net;
using System.Security.Claims;
using NewsApi.Tests.Support;
using NewsApi.Transport.Rates;
using Xunit;

namespace NewsApi.Tests.Transport.Rates;

/// <summary>What a client may use, and when it may use more.</summary>
public sealed class RateLimitsTests
{
    private static readonly Client Address = new("192.0.2.1", IsAuthenticated: false);

    [Fact]
    public async Task A_client_gets_its_burst_at_once_and_then_the_time_at_which_it_gets_more()
    {
        using var rates = new RateLimits(new RateOptions { CostPerAddress = 100 });
        Assert.Null(rates.TryTake(Address, 1000));
        var rejection = rates.TryTake(Address, 500);
        Assert.NotNull(rejection);
        Assert.Equal(1000, rejection.Burst);

        // 500 at 100 a second, less what came in meanwhile, plus the period that the time is rounded up by.
        Assert.InRange(rejection.RetryAfter, 1, 6);
        Assert.Null(rates.TryTake(Address with { Name = "192.0.2.2" }, 1000));
        await Poll.ReadUntilAsync(() => Task.FromResult(rates.TryTake(Address, 100)), again => again is null);
    }

    [Fact]
    public void A_price_above_the_burst_takes_nearly_the_whole_burst()
    {
        using var rates = new RateLimits(new RateOptions { CostPerAddress = 100 });
        Assert.Null(rates.TryTake(Address, 50_000));
        Assert.NotNull(rates.TryTake(Address, 500));
    }

    [Fact]
    public void An_operation_above_the_burst_runs_after_its_request_has_paid_the_least_price_twice()
    {
        using var rates = new RateLimits(new RateOptions { CostPerAddress = 100 });
        Assert.Null(rates.TryTake(Address, RateLimits.LeastPrice));
        Assert.Null(rates.TryTake(Address, RateLimits.LeastPrice));
        Assert.Null(rates.TryTake(Address, 50_000));
    }

    [Fact]
    public void Work_that_is_already_done_takes_what_is_left_even_if_that_is_too_little()
    {
        using var rates = new RateLimits(new RateOptions { CostPerAddress = 100 });
        Assert.Null(rates.TakeAfterwards(Address, 100));
        Assert.Null(rates.TryTake(Address, 500));
        Assert.NotNull(rates.TakeAfterwards(Address, 900));
        Assert.NotNull(rates.TryTake(Address, 300));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-9)]
    [InlineData(-1e300)]
    public void A_price_of_nothing_takes_nothing(double price)
    {
        using var rates = new RateLimits(new RateOptions { CostPerAddress = 100 });
        Assert.Null(rates.TryTake(Address, price));
        Assert.Null(rates.TryTake(Address, 1000));
        Assert.Null(rates.TryTake(Address, price));
    }

    [Fact]
    public void Keys_and_addresses_have_limits_of_their_own_and_zero_is_none()
    {
        using var rates = new RateLimits(new RateOptions { CostPerAddress = 0, CostPerKey = 10 });
        var key = new Client("192.0.2.1", IsAuthenticated: true);
        for (var i = 0; i < 100; i++)
        {
            Assert.Null(rates.TryTake(Address, 100_000));
            Assert.Null(rates.TryTake(null, 100_000));
        }

        Assert.Null(rates.TryTake(key, 100));
        Assert.True(rates.TryTake(key, 100)?.IsAuthenticated);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("127.0.0.1", null)]
    [InlineData("10.1.2.3", null)]
    [InlineData("172.31.0.1", null)]
    [InlineData("172.32.0.1", "172.32.0.1")]
    [InlineData("::1", null)]
    [InlineData("fd00::1", null)]
    [InlineData("::ffff:192.168.0.1", null)]
    public void An_address_stands_for_its_network_and_a_private_one_has_no_limits(string address, string? expected) => Assert.Equal(
        expected, new ClientNetwork(limitsPrivate: false).Find(IPAddress.Parse(address))?.ToString());

    [Fact]
    public void A_key_is_a_client_from_every_address()
    {
        var caller = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "site")], "ApiKey"));
        var other = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "site")], "Bearer"));
        Assert.Equal(Client.Of(caller, IPAddress.Parse("192.0.2.1")), Client.Of(caller, null));
        Assert.NotEqual(Client.Of(caller, null), Client.Of(other, null));
        Assert.Null(Client.Of(new ClaimsPrincipal(), null));
    }
}
