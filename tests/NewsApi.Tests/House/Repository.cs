using System.Text.RegularExpressions;

namespace NewsApi.Tests.House;

/// <summary>The files of the project as they lie on disk, without what builds and tools leave there.</summary>
internal static partial class Repository
{
    private static readonly string[] Leftovers = [".git", "bin", "obj", "node_modules", "TestResults", ".vs", ".idea"];

    /// <summary>The folder that holds NewsApi.sln.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Every file, by its path from the root with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Under(new DirectoryInfo(Root)).Select(f => Relative(f.FullName)).Order(StringComparer.Ordinal)];

    /// <summary>Our own C# of the five projects; migrations are generated.</summary>
    public static IReadOnlyList<string> Sources { get; } =
        [.. Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal)
            && !f.Contains("/Migrations/", StringComparison.Ordinal))];

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    /// <summary>C# without its comments, so that prose about SQL is not taken for SQL.</summary>
    public static string Code(string file) => string.Join('\n', Lines(file).Where(line => !Comment().IsMatch(line)));

    /// <summary>The rows of the first table of a Markdown file whose heading begins with that word, cells without backticks.</summary>
    public static IReadOnlyList<string[]> Table(string file, string firstHeading) =>
    [
        .. Lines(file).SkipWhile(line => !line.StartsWith($"| {firstHeading} ", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim().Trim('|').Split(" | ").Select(cell => cell.Trim().Replace("`", "", StringComparison.Ordinal))
            .ToArray()),
    ];

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "NewsApi.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests lie outside the repository."));

    private static IEnumerable<FileInfo> Under(DirectoryInfo folder) => folder.EnumerateFiles().Where(f => !Leftovers.Contains(f.Name))
        .Concat(folder.EnumerateDirectories().Where(d => !Leftovers.Contains(d.Name)).SelectMany(Under));

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    [GeneratedRegex(@"^\s*//")]
    private static partial Regex Comment();
}
