using System.Text.RegularExpressions;
using NewsApi.Formats;
using NewsApi.Hosting;
using Xunit;

namespace NewsApi.Tests.House;

/// <summary>Files and types that a README names exist, and its tables equal those of the code.</summary>
public sealed partial class ReadmeTests
{
    private const int MostLines = 60;

    private static readonly HashSet<string> Words =
        [.. Repository.Files.Where(
            f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".csproj", StringComparison.Ordinal)
            || f.EndsWith(".props", StringComparison.Ordinal)
            || f.EndsWith(".graphql", StringComparison.Ordinal)
            || FrontEnds.IsSource(f)).SelectMany(f => Word().Matches(Repository.Read(f)).Select(m => m.Value))];

    public static TheoryData<string> Readmes { get; } = new(Repository.Files.Where(f => Path.GetFileName(f) == "README.md"));

    [Theory]
    [MemberData(nameof(Readmes))]
    public void A_README_names_only_files_that_exist(string readme)
    {
        var named = Quoted().Matches(Repository.Read(readme)).Select(m => m.Groups[1].Value).Where(q => FileName().IsMatch(q));
        Assert.All(named, name => Assert.True(Exists(readme, name), $"{readme} names {name}, which does not exist."));
    }

    [Theory]
    [MemberData(nameof(Readmes))]
    public void A_README_names_only_types_that_exist(string readme)
    {
        var text = Repository.Read(readme);
        var named = Quoted().Matches(text).Select(m => m.Groups[1].Value)
            .Concat(Block().Matches(text).SelectMany(m => TypeName().Matches(m.Value).Select(t => t.Value)))
            .Where(q => WholeTypeName().IsMatch(q));
        Assert.All(named, name => Assert.True(Words.Contains(name), $"{readme} names {name}, which is nowhere in the code."));
    }

    [Theory]
    [MemberData(nameof(Readmes))]
    public void A_folders_README_is_at_most_one_screen(string readme) =>
        Assert.True(readme is "README.md" or "src/README.md"
            || Repository.Lines(readme).Length <= MostLines, $"{readme} is longer than {MostLines} lines.");

    [Fact]
    public void The_map_in_the_README_of_src_shows_every_folder()
    {
        var map = Repository.Read("src/README.md");
        var rooms = Repository.Sources.Select(f => f.Split('/')[1..^1]).Where(f => f.Length > 0).Select(f => f.Length > 1 ? f[1] : f[0])
            .Distinct();
        Assert.All(rooms, room => Assert.Contains(room, map, StringComparison.Ordinal));
    }

    [Fact]
    public void The_table_of_settings_in_the_README_equals_the_declared_settings()
    {
        string[] expected = [.. Settings.All.Select(s => $"| `{s.Name}` | {s.Unit} | {s.Default} | {s.Allowed} | {s.Meaning} |")];
        string[] written = [.. Repository.Lines("README.md").Where(line => SettingRow().IsMatch(line))];
        Assert.True(expected.SequenceEqual(written), $"The README's table is to have these rows:\n{string.Join('\n', expected)}");
    }

    [Fact]
    public void The_table_of_formats_in_the_README_lists_the_known_formats() => Assert.Equal(
        KnownFormats.All.Select(f => f.Name).Order(StringComparer.Ordinal),
        Repository.Table("src/NewsApi.Formats/README.md", "format").Select(row => row[0]).Distinct().Order(StringComparer.Ordinal));

    /// <summary>Beside the README, or anywhere below or above it within the repository by the end of its path.</summary>
    private static bool Exists(string readme, string name)
    {
        var folder = Path.GetDirectoryName(readme)!.Replace('\\', '/');
        var beside = (folder.Length == 0 ? name : $"{folder}/{name}").TrimEnd('/');
        return Repository.Files.Any(f => f == beside || f.StartsWith($"{beside}/", StringComparison.Ordinal)
            || f == name.TrimEnd('/') || f.StartsWith($"{name.TrimEnd('/')}/", StringComparison.Ordinal)
            || f.EndsWith($"/{name}", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(?<!`)`([^`\n]+)`(?!`)")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(?!/|\.\./|https?:)[\w./-]+\.(cs|csproj|sln|sql|md|json|js|graphql|yml|props|css|ndjson|txt)$")]
    private static partial Regex FileName();

    [GeneratedRegex("^```\\w*\n.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\b[A-Z][a-z0-9]+(?:[A-Z]+[a-z0-9]+)+\b")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^[A-Z][a-z0-9]+(?:[A-Z]+[a-z0-9]*)+$")]
    private static partial Regex WholeTypeName();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\| `(?:NewsApi__|ConnectionStrings__|Urls)")]
    private static partial Regex SettingRow();
}
