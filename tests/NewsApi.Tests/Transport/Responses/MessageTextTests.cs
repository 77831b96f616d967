using NewsApi.Transport.Responses;
using Xunit;

namespace NewsApi.Tests.Transport.Responses;

public sealed class MessageTextTests
{
    private static readonly string Long = new('x', 1_000_000);
    private static readonly string Cut = new string('x', 100) + "…";
    private static readonly string LongText = string.Concat(Enumerable.Repeat("many words ", 100_000));
    private static readonly string CutText = LongText[..100] + "…";

    public static TheoryData<string, string> Messages { get; } = new()
    {
        { "A short message.", "A short message." },
        { $"Field '{Long}' is unknown on 'Query'.", $"Field '{Cut}' is unknown on 'Query'." },
        { $"Field {Long} is unknown.", $"Field {Cut} is unknown." },
        { $"The id `{Long}` is invalid, and `{Long}` too.", $"The id `{Cut}` is invalid, and `{Cut}` too." },
        { $"'{LongText}' is no time.", $"'{CutText}' is no time." },
        { $"In field 'a': [Expected 'Int', found \"{LongText}\".]", $"In field 'a': [Expected 'Int', found \"{CutText}\".]" },
        { $"'it's {LongText}' is no time.", $"'{$"it's {LongText}"[..100]}…' is no time." },
        { new string('x', 99) + "😀" + Long, new string('x', 99) + "…" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Request_text_in_a_message_is_cut_to_100_characters(string message, string expected) =>
        Assert.Equal(expected, MessageText.Shorten(message));

    [Theory]
    [InlineData("'")]
    [InlineData("' ")]
    [InlineData(" '")]
    [InlineData("'`\" ")]
    [InlineData("a ")]
    [InlineData("\n")]
    [InlineData("('")]
    public void A_message_is_never_longer_than_1000_characters(string part)
    {
        var message = $"Cannot read {string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length))}";
        Assert.InRange(MessageText.Shorten(message).Length, 1, MessageText.MaxLength + 1);
    }
}
