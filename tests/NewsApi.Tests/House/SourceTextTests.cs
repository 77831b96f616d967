using System.Text.RegularExpressions;
using Xunit;

namespace NewsApi.Tests.House;

/// <summary>Conventions for the source text that neither compiler nor analyzers check.</summary>
public sealed partial class SourceTextTests
{
    private const int MostColumns = 140;
    private const int MostLinesOfMethod = 70;
    private const int UsualLinesOfFile = 150;

    /// <summary>How much of the source keeps to <see cref="UsualLinesOfFile"/>.</summary>
    private const double UsualShare = 0.9;

    private static readonly IReadOnlyList<string> Tests =
        [.. Repository.Files.Where(f => f.StartsWith("tests/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal))];

    [Fact]
    public void A_line_of_the_source_has_at_most_140_characters() => AssertNone(Repository.Sources.SelectMany(LongLines));

    [Fact]
    public void A_line_of_the_tests_has_at_most_140_characters() => AssertNone(Tests.SelectMany(LongLines));

    [Fact]
    public void A_line_of_the_front_ends_has_at_most_140_characters() => AssertNone(FrontEndLines(line => line.Length > MostColumns));

    [Fact]
    public void The_TypeScript_of_the_front_ends_has_no_assertion_that_the_compiler_must_believe() =>
        AssertNone(FrontEndLines(line => Believed().IsMatch(GraphQLVariables().Replace(line, ""))));

    [Fact]
    public void A_null_forgiving_operator_has_its_reason_in_a_comment_beside_or_above_it() =>
        AssertNone(Repository.Sources.SelectMany(file =>
    {
        var text = SourceText.Of(file);
        var (code, comments) = (text.Code, text.Comments);
        return Matches(file, code, line => NullForgiving().IsMatch(code[line]) && comments[line].Length == 0 && !IsComment(line - 1));

        bool IsComment(int line) => line >= 0 && comments[line].Length > 0 && code[line].Trim().Length == 0;
    }));

    [Fact]
    public void Comments_of_the_source_name_their_subject() => AssertNone(Repository.Sources.SelectMany(file =>
    {
        var comments = SourceText.Of(file).Comments;
        return Matches(file, comments, line => WithoutSubject().IsMatch(comments[line]));
    }));

    [Fact]
    public void A_method_has_at_most_70_lines() => AssertNone(Repository.Sources.SelectMany(file =>
    {
        var code = SourceText.Of(file).Code;
        return Matches(file, code, line => Member().Match(code[line]) is { Success: true } member
            && Length(code, line, member.Groups[1].Length) > MostLinesOfMethod);
    }));

    [Fact]
    public void Nine_of_ten_files_of_the_source_have_at_most_150_lines()
    {
        string[] longer = [.. Repository.Sources.Where(f => Repository.Lines(f).Length > UsualLinesOfFile)];
        Assert.True(longer.Length <= Repository.Sources.Count * (1 - UsualShare),
            $"{longer.Length} of {Repository.Sources.Count} are longer:\n{string.Join('\n', longer)}");
    }

    /// <summary>A line that is mostly one string, such as a statement or a message, stays whole so that a search finds it.</summary>
    private static IEnumerable<string> LongLines(string file)
    {
        var (lines, text) = (Repository.Lines(file), SourceText.Of(file));
        return Matches(file, lines, line => lines[line].Length > MostColumns && !IsMostlyString(line));

        bool IsMostlyString(int line) => text.Code[line].Length + text.Comments[line].Length < lines[line].Length / 2;
    }

    private static IEnumerable<string> FrontEndLines(Func<string, bool> breaks) => FrontEnds.Sources.SelectMany(file =>
    {
        var lines = Repository.Lines(file);
        return Matches(file, lines, line => breaks(lines[line]));
    });

    private static IEnumerable<string> Matches(string file, string[] lines, Func<int, bool> breaks) =>
        Enumerable.Range(0, lines.Length).Where(breaks).Select(line => $"{file}:{line + 1}: {lines[line].Trim()}");

    private static void AssertNone(IEnumerable<string> found)
    {
        string[] all = [.. found];
        Assert.True(all.Length == 0, $"{all.Length} places:\n{string.Join('\n', all)}");
    }

    /// <summary>From the line where a member begins to the last line before the next one.</summary>
    private static int Length(string[] code, int first, int indent)
    {
        var last = first;
        for (var line = first + 1; line < code.Length && (code[line].Trim().Length == 0 || IsWithin(code[line])); line++)
        {
            last = code[line].Trim().Length == 0 ? last : line;
        }

        return last - first + 1;

        bool IsWithin(string line) => line.Length - line.TrimStart().Length > indent
            || (line.Length - line.TrimStart().Length == indent && line[indent] is '{' or '}' or ')' or ']');
    }

    [GeneratedRegex(@"(?<=[\w)\]>}""])!(?=[.;,)\]\[}\s?:]|$)(?!=)")]
    private static partial Regex NullForgiving();

    /// <summary>A non-null assertion, a cast other than <c>as const</c>, <c>any</c>, or a comment that silences the compiler.</summary>
    [GeneratedRegex(@"[\w)\]]!(?=[.;,)\]\[}]|\s*$)|\bas (?!const\b|Latest\b)[A-Za-z]+\b(?=[;,)\]}])|: any\b|<any>|@ts-")]
    private static partial Regex Believed();

    /// <summary>The variables of an operation, whose types may end in an exclamation mark.</summary>
    [GeneratedRegex(@"\$\w+: [\[\]\w!]+")]
    private static partial Regex GraphQLVariables();

    /// <summary>Code is not a person, and a sentence has a subject with a name.</summary>
    [GeneratedRegex(@"\b(?:whoever|nobody|told|eyes|wants?|wanted)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WithoutSubject();

    /// <summary>A method, a constructor or a property within a type or a nested type.</summary>
    [GeneratedRegex(@"^( {4}| {8})(?:(?:public|private|internal|protected) )(?!.*\b(?:class|record|struct|interface|enum)\b)[^=;]*(?:\(|$)")]
    private static partial Regex Member();
}
