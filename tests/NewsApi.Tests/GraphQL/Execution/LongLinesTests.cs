using GraphQL.Execution;
using NewsApi.GraphQL.Execution;
using NewsApi.GraphQL.Loading;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>Documents with lines of a megabyte. With the parser alone each syntax error in one takes minutes.</summary>
public sealed class LongLinesTests
{
    private const int Megabyte = 1_000_000;

    private static readonly DocumentLimits Limits = new(new OperationOptions());

    /// <summary>What stands before and after the error.</summary>
    public static TheoryData<string, string, string> Wrong { get; } = new()
    {
        { "{ a(b: 1) " + Repeat("c "), "!", "Expected Name" },
        { "{ a" + Repeat(","), "!", "Expected Name" },
        { "{ a(b: \"" + Repeat("text ") + "\") ", "!", "Expected Name" },
        { "{ a(b: \"" + Repeat("\\n\\u0041") + "\"", "}", "Expected Name" },
        { "{ a(b: \"\"\"" + Repeat("text \\\"\"\" ") + "\"\"\")", "!", "Expected Name" },
        { "{ a(b: [" + Repeat("\"x\" ") + " ", "!", "" },
        { "{ a } #" + Repeat("why ") + "\n ", "!", "Unexpected" },
        { Repeat(" "), "\u0001", "Invalid character" },
        { "{ a } ", "\"" + Repeat("never closed "), "not terminated" },
        { "{ a } ", "\"" + Repeat("x") + "\\q\"", "invalid escape" },
        { "{ a } ", "\"\"\"" + Repeat("never closed "), "not terminated" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_syntax_error_in_a_long_line_is_reported_at_its_location(string before, string error, string problem)
    {
        var (document, found) = Limits.Parse(before + error);
        Assert.Null(document);
        var reported = found ?? throw new Xunit.Sdk.XunitException("No error was found.");
        Assert.Contains(problem, reported.Message, StringComparison.Ordinal);
        Assert.InRange(reported.Message.Length, 1, 1000);
        var location = Assert.Single(reported.Locations!);
        var lines = before.Split('\n');
        Assert.Equal((lines.Length, lines[^1].Length + 1), (location.Line, location.Column));
    }

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(Megabyte, false)]
    public void A_name_of_ten_thousand_characters_is_accepted_and_one_of_a_million_is_rejected(int length, bool accepted) =>
        Assert.Equal(accepted, Limits.Parse($"{{ {new string('x', length)} a {Repeat(" ")} }}").Document is not null);

    [Theory]
    [InlineData("{\r\r!", 3, 1)]
    [InlineData("{ a\r\n\r b(c: 1)\r)", 4, 1)]
    [InlineData("# one\r{ a\n ?", 3, 2)]
    [InlineData("{ a(b: \"\r\") }", 1, 9)]
    public void A_carriage_return_alone_ends_a_line(string text, int line, int column)
    {
        var location = Assert.Single(Limits.Parse(text).Error?.Locations ?? []);
        Assert.Equal((line, column), (location.Line, location.Column));
    }

    [Fact]
    public void A_document_with_a_long_line_that_nests_too_deep_is_rejected_for_its_depth() =>
        Assert.Contains("levels of nesting", Limits.Parse(Repeat(" ") + string.Concat(Enumerable.Repeat("{ a ", 1000))).Error!.Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_valid_document_with_long_lines_is_parsed_unchanged()
    {
        var text = "{ a(b: \"" + Repeat("text \\\" \\\\ \\u00e4 ") + "\", c: \"\"\"" + Repeat("block \\\"\"\" \"\" \\ ") + "\"\"\")"
            + Repeat(" ") + "#" + Repeat("comment \" ") + "\n, d(e: [\"\", \"x\", \"\"\"\"\"\"]) " + Repeat(",\t\r ") + "f }";
        var (document, error) = Limits.Parse(text);
        Assert.True(error is null, error?.Message);
        var expected = new GraphQLDocumentBuilder { MaxDepth = 200 }.Build(text.Replace('\r', '\n'));
        Assert.Equal(expected.Definitions[0].Location, document!.Definitions[0].Location);
        Assert.Equal(expected.Source, document.Source);
    }

    private static string Repeat(string part) => string.Concat(Enumerable.Repeat(part, Megabyte / part.Length));
}
