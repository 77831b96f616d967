using System.Text;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Reading.Conditions;

public sealed class CaseFoldTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    /// <summary>Every code point that text can hold: all but NUL and the surrogates.</summary>
    private static IEnumerable<Rune> AllOfUnicode => Enumerable.Range(1, 0x10ffff).Where(Rune.IsValid).Select(c => new Rune(c));

    [Theory]
    [InlineData("ÆRØ", "ærø")]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("οδοσ", "ΟΔΟς")]
    [InlineData("МОСКВА", "москва")]
    [InlineData("ſtraſſe", "STRASSE")]
    [InlineData("300 \u212a", "300 k")]
    [InlineData("ẞ", "ß")]
    [InlineData("Ა", "ა")]
    [InlineData("𐐀", "𐐨")]
    [InlineData("ORKNEY'S", "Orkney’s")]
    [InlineData("мʼякий", "м'який")]
    public void Texts_that_differ_only_in_case_fold_to_the_same_text(string a, string b) => Assert.Equal(CaseFold.Of(a), CaseFold.Of(b));

    [Theory]
    [InlineData("e", "é")]
    [InlineData("ss", "ß")]
    [InlineData("i", "İ")]
    [InlineData("i", "ı")]
    public void Accented_letters_and_other_distinct_letters_fold_to_different_texts(string a, string b) =>
        Assert.NotEqual(CaseFold.Of(a), CaseFold.Of(b));

    [Fact]
    public void Folding_maps_each_code_point_to_one_code_point_and_is_idempotent()
    {
        var all = AllOfUnicode.ToArray();
        Assert.All(all.Chunk(10_000), runes =>
        {
            var text = string.Concat(runes.Select(r => r.ToString()));
            var folded = CaseFold.Of(text);
            Assert.Equal(runes.Length, folded.EnumerateRunes().Count());
            Assert.Equal(folded, CaseFold.Of(folded));
        });
        Assert.All(all.Where(r => Rune.ToLowerInvariant(r) != r && r.Value != 0x130), upper =>
            Assert.Equal(CaseFold.Of(upper.ToString()), CaseFold.Of(Rune.ToLowerInvariant(upper).ToString())));
    }

    /// <summary>Each code point is looked for among all that have a case, and must find those that fold alike and no other.</summary>
    [Fact]
    public async Task The_pattern_of_a_letter_matches_exactly_its_cases_in_PostgreSQL()
    {
        string[] cased = [.. AllOfUnicode.Select(r => r.ToString()).Where(c => CaseFold.ToPattern(c).StartsWith('['))];
        Assert.True(cased.Length > 2800, $"{cased.Length}");
        string[] patterns = [.. cased.Select(CaseFold.ToPattern).Distinct(StringComparer.Ordinal)];
        await using var command = database.Source.CreateCommand(
            """select p.nth, string_agg(c.text, '' order by c.text collate "C") from unnest($1) with ordinality p(pattern, nth) join unnest($2) c(text) on c.text ~ p.pattern group by 1 order by 1""");
        command.Parameters.Add(new NpgsqlParameter { Value = patterns });
        command.Parameters.Add(new NpgsqlParameter { Value = cased });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var alike = cased.ToLookup(CaseFold.Of);
        for (var i = 0; i < patterns.Length; i++)
        {
            Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
            var folded = CaseFold.Of(patterns[i][1..2] is var first && char.IsHighSurrogate(first[0]) ? patterns[i][1..3] : first);
            Assert.Equal(string.Concat(alike[folded].OrderBy(c => new Rune(char.ConvertToUtf32(c, 0)).Value)), reader.GetString(1));
        }
    }

    /// <summary>
    /// Everything else, two hundred code points a pattern, between letters: it finds itself, and not with one of them taken out.
    /// Of the planes above the first, one in 32.
    /// </summary>
    [Fact]
    public async Task The_pattern_of_a_character_without_case_matches_only_itself_in_PostgreSQL()
    {
        string[] texts = [.. AllOfUnicode.Where(r => r.IsBmp || r.Value % 32 == 0).Select(r => r.ToString())
            .Where(c => !CaseFold.ToPattern(c).StartsWith('[')).Chunk(200).Select(chunk => string.Concat(chunk))];
        string[] patterns = Array.ConvertAll(texts, CaseFold.ToPattern);
        await using var command = database.Source.CreateCommand(
            "select count(*) from unnest($1, $2) t(text, pattern) where ('x' || text || 'y') collate \"C\" ~ pattern and overlay(text placing '' from 50 for 1) collate \"C\" !~ pattern");
        command.CommandTimeout = 300;
        command.Parameters.Add(new NpgsqlParameter { Value = texts });
        command.Parameters.Add(new NpgsqlParameter { Value = patterns });
        Assert.Equal((long)texts.Length, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
