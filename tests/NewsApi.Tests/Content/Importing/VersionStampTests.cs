using NewsApi.Content.Importing;
using Xunit;
using static NewsApi.Tests.Content.Importing.Items;

namespace NewsApi.Tests.Content.Importing;

public sealed class VersionStampTests
{
    [Theory]
    [InlineData("1", 1, "2", 2, -1)]
    [InlineData("9", 2, "10", 1, 1)]
    [InlineData("9", 1, "10", 1, -1)]
    [InlineData("2", 0, "1", 1, 1)]
    [InlineData("2", 1, "2", 1, 0)]
    [InlineData("1b", 1, "1a", 1, 0)]
    [InlineData(null, 1, "5", 1, 0)]
    [InlineData("99999999999999999999999", 1, "100000000000000000000000", 1, -1)]
    public void Version_stamps_are_ordered_by_time_and_then_by_number(
        string? version, int day, string? otherVersion, int otherDay, int expected)
    {
        var stamp = new VersionStamp(version, day == 0 ? null : Day(day));
        var other = new VersionStamp(otherVersion, otherDay == 0 ? null : Day(otherDay));

        Assert.Equal(expected, Math.Sign(stamp.CompareTo(other)));
        Assert.Equal(-expected, Math.Sign(other.CompareTo(stamp)));
    }
}
