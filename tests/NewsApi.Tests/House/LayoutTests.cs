using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace NewsApi.Tests.House;

/// <summary>The projects and references of src/README.md, and the conventions that a machine can check.</summary>
public sealed partial class LayoutTests
{
    private const int MostLines = 300;

    /// <summary>Files longer than 300 lines, each with the reason.</summary>
    private static readonly Dictionary<string, string> LongFiles = [];

    /// <summary>Files named for what their types are together, each with the reason.</summary>
    private static readonly Dictionary<string, string> NamedForTheWhole = [];

    /// <summary>Which project may refer to which: one direction.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["NewsApi"] = ["NewsApi.GraphQL"],
        ["NewsApi.GraphQL"] = ["NewsApi.Content", "NewsApi.Formats", "NewsApi.Transport"],
        ["NewsApi.Formats"] = ["NewsApi.Content"],
        ["NewsApi.Transport"] = [],
        ["NewsApi.Content"] = [],
    };

    /// <summary>Whose business a package is. One that is missing here is a decision still to be made.</summary>
    private static readonly Dictionary<string, string[]> Packages = new()
    {
        ["NewsApi"] = ["Microsoft.AspNetCore.Authentication.JwtBearer", "Npgsql.OpenTelemetry",
            "OpenTelemetry.Exporter.OpenTelemetryProtocol", "OpenTelemetry.Exporter.Prometheus.AspNetCore",
            "OpenTelemetry.Extensions.Hosting", "OpenTelemetry.Instrumentation.AspNetCore", "OpenTelemetry.Instrumentation.Runtime",
            "Spectre.Console", "System.CommandLine"],
        ["NewsApi.GraphQL"] = ["GraphQL", "GraphQL.SystemTextJson"],
        ["NewsApi.Formats"] = ["SmartReader"],
        ["NewsApi.Transport"] = [],
        ["NewsApi.Content"] = ["AngleSharp", "AnyAscii", "HtmlSanitizer", "Microsoft.EntityFrameworkCore.Design",
            "Npgsql.EntityFrameworkCore.PostgreSQL"],
    };

    /// <summary>Namespaces that a project reaches through another's references and must not use all the same.</summary>
    private static readonly Dictionary<string, string[]> Users = new()
    {
        ["GraphQL"] = ["NewsApi.GraphQL"],
        ["Microsoft.EntityFrameworkCore"] = ["NewsApi.Content"],
        ["Npgsql"] = ["NewsApi.Content", "NewsApi"],
    };

    private static readonly string[] TopLevel =
    [
        ".ci", ".config", ".dockerignore", ".editorconfig", ".gitattributes", ".gitignore", "Directory.Build.props",
            "Directory.Packages.props",
        "LICENSE", "NewsApi.sln", "README.md", "docker-compose.yml", "global.json", "schema", "src", "tests",
    ];

    /// <summary>Folders of the tests that mirror no folder of the source: the rules, the support code, and tests/front-ends.</summary>
    private static readonly string[] BesideTheSource = ["FrontEnds", "House", "Support"];

    private static readonly string[] NamesThatSayNothing =
        ["Utils", "Utilities", "Helpers", "Common", "Shared", "Misc", "Extensions", "Services", "Interfaces", "Managers", "Core",
            "Abstractions"];

    [Fact]
    public void Projects_refer_to_each_other_in_one_direction()
    {
        Assert.Equal(Arrows.Keys.Order(StringComparer.Ordinal), Projects().Order(StringComparer.Ordinal));
        Assert.All(Projects(), project => Assert.Equal(
            Arrows[project], References(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')))
                .Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Each_project_references_only_its_own_packages() => Assert.All(
        Projects(), project => Assert.Equal(Packages[project], References(project, "PackageReference").Order(StringComparer.Ordinal)));

    [Fact]
    public void No_project_file_states_a_package_version() => Assert.All(
        Repository.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)),
        file => Assert.DoesNotContain(
            XDocument.Parse(Repository.Read(file)).Descendants("PackageReference"), r => r.Attribute("Version") is not null));

    [Fact]
    public void A_transitive_package_is_used_only_by_the_projects_that_may_use_it() => Assert.All(
        Repository.Sources,
        file => Assert.DoesNotContain(
            Using().Matches(Repository.Code(file)).Select(m => m.Groups[1].Value),
            used => Users.Any(u => (used == u.Key || used.StartsWith($"{u.Key}.", StringComparison.Ordinal))
                && !u.Value.Contains(ProjectOf(file)))));

    [Fact]
    public void No_two_files_of_a_project_share_a_name()
    {
        var files = Repository.Files.Where(
            f => f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal));
        Assert.DoesNotContain(files.CountBy(f => (Project: f.Split('/')[1], Path.GetFileName(f))), file => file.Value > 1);
    }

    [Fact]
    public void A_file_has_at_most_300_lines()
    {
        var tooLong = Repository.Files.Where(
            f => f.EndsWith(".cs", StringComparison.Ordinal) && !f.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(f => Repository.Lines(f).Length > MostLines);
        Assert.Equal(LongFiles.Keys.Order(StringComparer.Ordinal), tooLong.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(LongFiles.Values, string.IsNullOrWhiteSpace);
    }

    [Fact]
    public void A_source_file_declares_the_type_that_it_is_named_for() => Assert.All(
        Repository.Sources.Where(f => Path.GetFileName(f) != "Program.cs" && !NamedForTheWhole.ContainsKey(f)),
        file => Assert.Contains(
            Declaration().Matches(Repository.Code(file)).Select(m => m.Groups[1].Value), type => IsNamedFor(file, type)));

    [Fact]
    public void No_folder_has_a_meaningless_name() => Assert.All(
        Repository.Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal) || f.StartsWith("tests/", StringComparison.Ordinal)),
        file => Assert.DoesNotContain(file.Split('/')[..^1], NamesThatSayNothing.Contains));

    [Fact]
    public void The_top_level_has_only_the_listed_files_and_folders() => Assert.All(
        Repository.Files.Select(f => f.Split('/')[0]).Distinct(), name => Assert.Contains(name, TopLevel));

    [Fact]
    public void The_folders_of_the_tests_mirror_those_of_the_source()
    {
        var folders = Repository.Sources.Select(FolderOf).SelectMany(WithParents).ToHashSet();
        Assert.All(
            Repository.Files.Where(f => f.StartsWith("tests/NewsApi.Tests/", StringComparison.Ordinal)
                && f.EndsWith("Tests.cs", StringComparison.Ordinal))
                .Select(f => f["tests/NewsApi.Tests/".Length..])
                .Where(f => !BesideTheSource.Contains(f.Split('/')[0])),
            test => Assert.Contains(FolderOf(test), folders));

        // src/NewsApi.Content/Reading and tests' Content/Reading are both "Content/Reading"; the host is "Host".
        static string FolderOf(string file) => Path.GetDirectoryName(file)!.Replace('\\', '/')
            .Replace("src/NewsApi.", "", StringComparison.Ordinal).Replace("src/NewsApi", "Host", StringComparison.Ordinal);

        static IEnumerable<string> WithParents(string folder) =>
            folder.Contains('/', StringComparison.Ordinal) ? [folder, .. WithParents(folder[..folder.LastIndexOf('/')])] : [folder];
    }

    [Fact]
    public void A_warning_is_suppressed_only_with_a_reason_beside_it() => Assert.All(Repository.Sources, file =>
    {
        var lines = Repository.Lines(file);
        for (var i = 0; i < lines.Length; i++)
        {
            if (Suppression().IsMatch(lines[i]))
            {
                Assert.True(lines[i].Contains("Justification", StringComparison.Ordinal)
                    || lines[i].Contains("//", StringComparison.Ordinal)
                    || (i > 0 && lines[i - 1].Contains("//", StringComparison.Ordinal)), $"{file}:{i + 1}: {lines[i].Trim()}");
            }
        }
    });

    private static bool IsNamedFor(string file, string type) => type == Path.GetFileNameWithoutExtension(file);

    private static IEnumerable<string> Projects() => Repository.Files
        .Where(f => f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith(".csproj", StringComparison.Ordinal))
        .Select(f => Path.GetFileNameWithoutExtension(f));

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Parse(Repository.Read($"src/{project}/{project}.csproj"))
        .Descendants(kind).Select(r => r.Attribute("Include")!.Value);

    private static string ProjectOf(string file) => file.Split('/')[1];

    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?(?:global::)?([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"\b(?:class|record struct|record|struct|interface|enum|delegate [^(;]*?) ([A-Z]\w*)(?=\W)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"#pragma warning disable|SuppressMessage\(")]
    private static partial Regex Suppression();
}
