using NewsApi.Content.Wire;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

public sealed class WireCursorTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(int.MaxValue, long.MaxValue)]
    [InlineData(305419896, 42)]
    public void A_wire_cursor_parses_back_from_its_text(int epoch, long position)
    {
        var cursor = new WireCursor(epoch, position);

        Assert.True(WireCursor.TryParse(cursor.ToString(), out var read));
        Assert.Equal(cursor, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12345678")]
    [InlineData("12345678-")]
    [InlineData("12345678--1")]
    [InlineData("12345678-01")]
    [InlineData("1234567-12")]
    [InlineData("ABCDEF00-1")]
    [InlineData("12345678-1 ")]
    [InlineData("12345678-99999999999999999999")]
    public void A_malformed_wire_cursor_is_rejected(string? text) => Assert.False(WireCursor.TryParse(text, out _));
}
