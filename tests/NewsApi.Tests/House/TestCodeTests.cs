using System.Text.RegularExpressions;
using Xunit;

namespace NewsApi.Tests.House;

/// <summary>
/// Conventions for the tests: a trait marks each need of the machine, each wait has a bound, and each class has a name of its own.
/// </summary>
public sealed partial class TestCodeTests
{
    /// <summary>A trait, and the names by which a test class uses what it stands for.</summary>
    private static readonly Dictionary<string, string[]> Needs = new()
    {
        ["Node"] = ["NodeScript", "Program(\"node\")", "Program(\"npm\")", "ReactSite"],
        ["Browser"] = ["BrowserPage", "LivePage", "ChromeDriver"],
        ["curl"] = ["Program(\"curl\")"],
        ["PostgreSQL tools"] = ["PostgresTools", "AddStandbyAsync", "<ReaderPair>"],
        ["Proxies"] = ["ReverseProxy.StartAsync", "PgBouncer.StartAsync", "VarnishProcess.StartAsync"],
        ["faketime"] = ["StartShiftedAsync"],
        ["Prometheus"] = ["PrometheusServer.StartAsync"],
        ["Shared data"] = ["SharedData."],
    };

    /// <summary>Test classes that take minutes on a quiet machine.</summary>
    private static readonly string[] Slow =
    [
        "ClientFaultsTests", "OutageTests", "PrivatePostgresPlacesTests", "PublicationStormTests", "PublishTests", "ResumeTests",
        "RollingRestartTests",
    ];

    private static readonly IReadOnlyList<string> Files =
        [.. Repository.Files.Where(
            f => f.StartsWith("tests/NewsApi.Tests/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal))];

    private static IEnumerable<string> Classes =>
        Files.Where(f => f.EndsWith("Tests.cs", StringComparison.Ordinal) && Path.GetFileName(f) != $"{nameof(TestCodeTests)}.cs");

    [Fact]
    public void Test_classes_have_a_trait_for_each_need_of_the_machine() => Assert.All(Classes, file =>
    {
        var code = Repository.Code(file);
        var expected = Needs.Where(n => n.Value.Any(use => code.Contains(use, StringComparison.Ordinal))).Select(n => n.Key);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Traits(code, "Needs").Order(StringComparer.Ordinal));
    });

    [Fact]
    public void Test_classes_that_take_minutes_have_a_trait() => Assert.Equal(
        Slow, Classes.Where(f => Traits(Repository.Code(f), "Takes").Contains("Minutes")).Select(f => Path.GetFileNameWithoutExtension(f))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Tests_that_take_minutes_run_only_on_demand() => Assert.All(Classes, file =>
    {
        var code = Repository.Code(file);
        var marks = TestMark().Matches(code).Select(m => m.Value.Contains("Explicit = true", StringComparison.Ordinal)).Distinct();
        Assert.Equal([Traits(code, "Takes").Contains("Minutes")], marks);
    });

    [Fact]
    public void Every_trait_is_in_the_README_of_the_tests() => Assert.All(
        Needs.Keys.Select(need => $"Needs={need}").Append("Takes=Minutes"),
        trait => Assert.Contains(trait, Repository.Read("tests/README.md"), StringComparison.Ordinal));

    [Fact]
    public void Only_the_class_Poll_sleeps_or_calls_Task_Delay() => Assert.All(
        Files.Where(f => !f.EndsWith("/Support/Poll.cs", StringComparison.Ordinal)),
        file => Assert.DoesNotMatch(Pause(), string.Join('\n', SourceText.Of(file).Code)));

    [Fact]
    public void No_two_classes_of_the_tests_share_a_name()
    {
        var names = Repository.Files.Where(
            f => f.StartsWith("tests/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => Declared().Matches(string.Join('\n', SourceText.Of(f).Code)).Select(m => m.Groups[1].Value).Distinct());
        Assert.DoesNotContain(names.CountBy(name => name), name => name.Value > 1);
    }

    private static IEnumerable<string> Traits(string code, string name) =>
        Trait().Matches(code).Where(m => m.Groups["name"].Value == name).Select(m => m.Groups["value"].Value);

    [GeneratedRegex("""\[Trait\("(?<name>\w+)", "(?<value>[^"]+)"\)\]""")]
    private static partial Regex Trait();

    [GeneratedRegex(@"^    \[(?:Fact|Theory)\b.*\]", RegexOptions.Multiline)]
    private static partial Regex TestMark();

    /// <summary>Matches the calls that wait for a time instead of a fact. Task.Delay may wait for a cancellation.</summary>
    [GeneratedRegex(@"\bThread\.Sleep\b|\bSpinWait\b|\bTask\.Delay\((?!Timeout\.Infinite)")]
    private static partial Regex Pause();

    [GeneratedRegex(@"^(?:    )?(?:public|internal) (?:[a-z]+ )*(?:class|record struct|record|struct|interface|enum) ([A-Z]\w*)",
        RegexOptions.Multiline)]
    private static partial Regex Declared();
}
