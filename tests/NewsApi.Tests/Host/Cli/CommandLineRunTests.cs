using System.Runtime.Versioning;
using Xunit;

namespace NewsApi.Tests.Host.Cli;

/// <summary>Mistakes in a command line. No database is needed to report them.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CommandLineRunTests
{
    private const string Unreachable = "Host=127.0.0.1;Port=1";

    [Theory]
    [InlineData("status extra", "'extra' is not expected after 'newsapi status'")]
    [InlineData("wire reset extra", "'newsapi wire reset --help' prints the usage")]
    [InlineData("keys create me --role boss", "'boss' is not a role; the roles are reader, preview, editor, admin")]
    [InlineData("keys create me --role reader --expires tomorrow", "'tomorrow' is neither a date")]
    [InlineData("keys create", "'--role'")]
    [InlineData("import --format docx file", "'docx' is not a format; the formats are ")]
    [InlineData("follow --format export http://127.0.0.1:1/", "'export' is not a format; the formats are ")]
    [InlineData("--urls http://999.1.1.1:80", "Urls is 'http://999.1.1.1:80'; allowed:")]
    [InlineData("serve --urls http://localhost:99999", "Urls is 'http://localhost:99999'; allowed:")]
    [InlineData("frobnicate", "'frobnicate' is neither a verb nor a setting")]
    public async Task A_mistake_is_one_sentence_and_exit_code_1(string commandLine, string sentence)
    {
        var run = await VerbRun.OnAsync(Unreachable, commandLine.Split(' '));
        Assert.Equal(1, run.ExitCode);
        var line = Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("newsapi: ", line, StringComparison.Ordinal);
        Assert.Contains(sentence, line, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"System\.|NewsApi\.|Exception", line);
    }

    [Fact]
    public async Task Help_is_a_word_as_well_as_an_option()
    {
        var all = await VerbRun.OnAsync(Unreachable, "help");
        Assert.Equal(0, all.ExitCode);
        Assert.Contains("relink", all.Output, StringComparison.Ordinal);
        var one = await VerbRun.OnAsync(Unreachable, "help", "keys", "create");
        Assert.Equal(0, one.ExitCode);
        Assert.Contains("newsapi keys create <name>", one.Output, StringComparison.Ordinal);
    }
}
