using CsCheck;
using NewsApi.Transport.Pages;
using Xunit;

namespace NewsApi.Tests.Transport.Pages;

public sealed class PageTickTests
{
    private static readonly Gen<(DateTimeOffset Now, TimeSpan Wait)> Moments = Gen.Select(
        Gen.Long[0, TimeSpan.TicksPerDay * 365].Select(ticks => DateTimeOffset.UnixEpoch.AddTicks(ticks)),
        Gen.Int[1, 600].Select(seconds => TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_wait_lasts_at_least_a_second_and_at_most_a_second_longer_than_the_longest_wait() => Moments.Sample(at =>
    {
        var left = PageTick.Next(at.Now, at.Wait).Left;
        return left >= TimeSpan.FromSeconds(1) && left < at.Wait + TimeSpan.FromSeconds(1);
    });

    [Fact]
    public void A_client_that_continues_within_a_second_before_its_tick_waits_for_a_later_tick() => Moments.Sample(at =>
    {
        var (number, left) = PageTick.Next(at.Now, at.Wait);
        return PageTick.Next(at.Now + left - TimeSpan.FromSeconds(0.9), at.Wait).Number > number;
    });

    [Theory]
    [InlineData("00000001-42", "00000001-42")]
    [InlineData("00000001-42.7", "00000001-42")]
    [InlineData("00000001-42.", "00000001-42.")]
    [InlineData("00000001-42.x", "00000001-42.x")]
    [InlineData(".7", ".7")]
    [InlineData("", "")]
    public void The_number_of_a_tick_is_removed_and_nothing_else(string text, string cursor) => Assert.Equal(cursor, PageTick.Remove(text));
}
