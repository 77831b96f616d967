using CsCheck;
using NewsApi.Content.Suggesting;
using Xunit;

namespace NewsApi.Tests.Content.Suggesting;

/// <summary>The near words of a list are those that a comparison with each word finds.</summary>
public sealed class NearWordsTests
{
    private static readonly Gen<string> Words = Gen.Char["abc"].Array[1, 7].Select(letters => new string(letters));

    [Fact]
    public void Words_with_few_edits_are_found_and_no_others() =>
        Gen.Select(Words.Array[0, 40], Words, Gen.Int[0, 2], Gen.Bool).Sample((words, typed, most, keepsFirst) =>
        {
            var expected = words.Distinct().Where(w => Distance(typed, w) <= most && (!keepsFirst || w[0] == typed[0]))
                .Select(w => (w, Distance(typed, w))).OrderBy(f => f.w, StringComparer.Ordinal);
            Assert.Equal(expected, Find(words, typed, most, isPrefix: false, keepsFirst));
        });

    [Fact]
    public void A_beginning_with_an_edit_finds_each_word_that_goes_on_from_it() =>
        Gen.Select(Words.Array[0, 40], Words).Sample((words, typed) =>
        {
            var expected = words.Distinct().Where(w => Distance(typed, w) <= 1 || Beginnings(w).Any(b => EndsAsTyped(typed, b)))
                .Order(StringComparer.Ordinal);
            Assert.Equal(expected, Find(words, typed, most: 1, isPrefix: true, keepsFirst: false).Select(f => f.Word));
        });

    [Theory]
    [InlineData("lodnon", "london", true)]
    [InlineData("londn", "london", true)]
    [InlineData("londoon", "london", true)]
    [InlineData("pondon", "london", true)]
    [InlineData("londox", "london", true)]
    [InlineData("lodn", "london", true)]
    [InlineData("lonx", "london", false)]
    [InlineData("ldnon", "london", false)]
    public void One_edit_is_allowed_and_the_end_of_a_part_must_be_right(string typed, string word, bool isFound) =>
        Assert.Equal(isFound, Find([word, "oslo", "paris"], typed, most: 1, isPrefix: true, keepsFirst: false).Exists(f => f.Word == word));

    private static List<(string Word, int Edits)> Find(string[] words, string typed, int most, bool isPrefix, bool keepsFirst)
    {
        var sorted = new SortedWords<string>(word => word);
        sorted.Add(words);
        var found = new List<(string, int)>();
        NearWords.Find(sorted, typed, most, isPrefix, keepsFirst, (from, to, edits, _) =>
        {
            foreach (var word in sorted.Values(from, to))
            {
                found.Add((word, edits));
            }
        });
        return found;
    }

    private static IEnumerable<string> Beginnings(string word) => Enumerable.Range(1, word.Length).Select(length => word[..length]);

    /// <summary>Whether the last typed letter is right, or exchanged with its neighbour, and few enough edits are before it.</summary>
    private static bool EndsAsTyped(string typed, string beginning) =>
        (typed[^1] == beginning[^1] && Distance(typed[..^1], beginning[..^1]) <= 1)
        || (typed.Length > 1 && beginning.Length > 1 && typed[^1] == beginning[^2] && typed[^2] == beginning[^1]
            && typed[..^2] == beginning[..^2]);

    /// <summary>Optimal string alignment, as its definition says.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            return a.Length + b.Length;
        }

        var replaced = Distance(a[..^1], b[..^1]) + (a[^1] == b[^1] ? 0 : 1);
        var least = Math.Min(Math.Min(Distance(a[..^1], b), Distance(a, b[..^1])) + 1, replaced);
        return a.Length > 1 && b.Length > 1 && a[^1] == b[^2] && a[^2] == b[^1] ? Math.Min(least, Distance(a[..^2], b[..^2]) + 1) : least;
    }
}
