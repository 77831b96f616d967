using System.Text.RegularExpressions;
using Xunit;

namespace NewsApi.Tests.House;

/// <summary>
/// Within each project a folder uses only those that stand after it in the project's order, which src/README.md states as one line a
/// project, such as <c>NewsApi.GraphQL: Execution > Subscriptions > Types</c>. Two folders that use each other can only be read together.
/// <c>(root)</c> stands for the files of the project that lie in no folder; without it they are in no order.
/// </summary>
public sealed partial class FolderOrderTests
{
    private const string Root = "(root)";

    private static readonly Dictionary<string, string[]> Orders = Order().Matches(Repository.Read("src/README.md"))
        .ToDictionary(m => m.Groups["project"].Value, m =>
        m.Groups["folders"].Value.Split('>', StringSplitOptions.TrimEntries), StringComparer.Ordinal);

    public static TheoryData<string> Projects { get; } = new(Repository.Sources.Select(f => f.Split('/')[1]).Distinct());

    [Theory]
    [MemberData(nameof(Projects))]
    public void Each_folder_has_its_place_in_the_order_of_its_project(string project)
    {
        var order = OrderOf(project);
        string[] folders = [.. Files(project).Select(f => f.Folder).Distinct()];
        Assert.All(folders.Where(f => f != Root), folder =>
            Assert.True(Rank(order, folder) >= 0, $"{project}/{folder} is missing in the order of src/README.md."));
        Assert.All(order, named =>
            Assert.Contains(folders, folder => folder == named || folder.StartsWith($"{named}/", StringComparison.Ordinal)));
        Assert.Equal(order.Distinct(), order);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folder_uses_a_folder_before_it_in_the_order(string project)
    {
        var upward = Upward(project, OrderOf(project)).Select(u => $"{u.Arrow}: {u.Evidence}").ToArray();
        Assert.True(upward.Length == 0, string.Join('\n', upward));
    }

    private static string[] OrderOf(string project)
    {
        Assert.True(Orders.ContainsKey(project), $"src/README.md has no line '{project}: Folder > Folder'.");
        return Orders[project];
    }

    /// <summary>The place of a folder, or of the nearest one around it; -1 where none is named.</summary>
    private static int Rank(string[] order, string folder) =>
        Array.IndexOf(order, folder) is var rank and >= 0 ? rank
        : folder.Contains('/', StringComparison.Ordinal) ? Rank(order, folder[..folder.LastIndexOf('/')])
        : -1;

    private static IEnumerable<(string Arrow, string Evidence)> Upward(string project, string[] order)
    {
        SourceFile[] files = [.. Files(project)];
        foreach (var user in files.Where(f => Rank(order, f.Folder) >= 0))
        {
            foreach (var used in files.Where(f => Rank(order, f.Folder) is var rank and >= 0 && rank < Rank(order, user.Folder)))
            {
                if (user.Uses(used) is { } name)
                {
                    yield return ($"{project}: {order[Rank(order, user.Folder)]} -> {order[Rank(order, used.Folder)]}",
                        $"  {user.Path} uses {name} of {used.Path}");
                }
            }
        }
    }

    private static IEnumerable<SourceFile> Files(string project) => Repository.Sources
        .Where(f => f.StartsWith($"src/{project}/", StringComparison.Ordinal)).Select(f => new SourceFile(f));

    /// <summary>The folder, the namespace, the usings, the declared types and the used names of one file.</summary>
    private sealed class SourceFile
    {
        private readonly string _namespace;
        private readonly string[] _declared;
        private readonly HashSet<string> _usings;
        private readonly HashSet<string> _names;

        public SourceFile(string path)
        {
            Path = path;
            Folder = path.Split('/')[2..^1] is { Length: > 0 } folders ? string.Join('/', folders) : Root;
            var code = string.Join('\n', SourceText.Of(path).Code);
            _namespace = Namespace().Match(code).Groups[1].Value;
            _declared = [.. Declared().Matches(code).Select(m => m.Groups[1].Value), .. ExtensionMethod().Matches(code)
                .Select(m => $".{m.Groups[1].Value}")];
            _usings = [.. Using().Matches(code).Select(m => m.Groups[1].Value)];
            var body = Using().Replace(code, "");
            _names = [.. Name().Matches(body).Concat(QualifiedName().Matches(body)).SelectMany(m => m.Groups.Values.Skip(1))
                .Where(g => g.Success).Select(g => g.Value)];
        }

        public string Path { get; }

        /// <summary>Below the project, or <see cref="Root"/>.</summary>
        public string Folder { get; }

        /// <summary>The first name by which this file's code refers to the other file; null where it does not.</summary>
        public string? Uses(SourceFile other)
        {
            var isInScope = _usings.Contains(other._namespace)
                || $"{_namespace}.".StartsWith($"{other._namespace}.", StringComparison.Ordinal);
            return other._declared.FirstOrDefault(type =>
                (isInScope && _names.Contains(type))
                || _names.Contains($"{other._namespace[(other._namespace.LastIndexOf('.') + 1)..]}.{type}")
                || _usings.Contains($"{other._namespace}.{type}"));
        }
    }

    [GeneratedRegex(@"^\W*(?<project>NewsApi[\w.]*)`?: `?(?<folders>[\w/()]+(?: > [\w/()]+)+)", RegexOptions.Multiline)]
    private static partial Regex Order();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?(?:global::)?([\w.]+)(?:<.*>)?;", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^(?:[a-z]+ )*(?:class|record struct|record|struct|interface|enum|delegate [^(;]*) ([A-Z]\w*)",
        RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex(@"\bstatic [^=;(]*?\b(\w+)(?:<[^(]*>)?\(this ")]
    private static partial Regex ExtensionMethod();

    /// <summary>A name, and a member with its dot.</summary>
    [GeneratedRegex(@"(\.?\b([A-Z]\w*))")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?=\b([A-Z]\w*\.[A-Z]\w*))")]
    private static partial Regex QualifiedName();
}
