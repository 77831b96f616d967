using CsCheck;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using NewsApi.Content.Database;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Database;

/// <summary>The words of a text, by the functions of the migration <c>SearchFold</c> and by those that it replaced.</summary>
public sealed class SearchFoldTests(TestPostgres server, TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Words =
        """
        select array(select search_fold(text) || ' = ' || search_vector(config::regconfig, text)::text
        from unnest($1) with ordinality t(text, nth) cross join unnest(array['simple', 'french', 'german', 'greek', 'russian', 'turkish']) config
        order by nth, config)
        """;

    private static readonly char[] Special = [' ', 'и', '\u0306', '\u0301', 'ѝ', 'ß', 'ς', '€', '’', '\u00ad'];

    private static readonly string[] Written =
    [
        "l’élève", "Düsseldorf", "naïve", "señor", "coração", "Łódź", "příšerně", "Iğdır", "București", "Ąžuolas", "Ærø", "Þingvellir",
        "Οδυσσέας", "ΐδιος", "селёдка", "їжак", "йод", "Đường", "שָׁלוֹם", "العربيّة", "東京", "서울", "€", "😀", "a", "the", "night-train",
        "l'œuvre", "and/or",
    ];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.OneOf(
            Gen.Char['a', 'z'], Gen.Char['\u00c0', '\u024f'], Gen.Char['\u0300', '\u036f'], Gen.Char['\u0370', '\u03ff'],
            Gen.Char['\u0400', '\u052f'], Gen.Char['\u0591', '\u06ef'], Gen.Char['\u1e00', '\u1fff'], Gen.Char['\u3040', '\u30ff'],
            Gen.Char['\u4e00', '\u4eff'], Gen.Char['\uac00', '\uacff'], Gen.Char[' ', '/'], Gen.Char['\u00a0', '\u00bf'],
            Gen.Int[0, Special.Length - 1].Select(i => Special[i])).Array[1, 40].Select(c => new string(c)),
        Gen.Int[0, Written.Length - 1].Select(i => Written[i]).Array[1, 20].Select(words => string.Join(' ', words)));

    private string _before = "";

    public async ValueTask InitializeAsync()
    {
        _before = await server.CreateAsync("encoding 'UTF8' template template0", TestContext.Current.CancellationToken);
        await using var source = NpgsqlDataSource.Create(_before);
        await using var db = NewsDbContext.On(source);
        await db.GetService<IMigrator>().MigrateAsync("20261129040000_Linking", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_migration_SearchFold_leaves_the_words_of_any_text_unchanged()
    {
        await using var before = NpgsqlDataSource.Create(_before);
        await Texts.Array[300].SampleAsync(
            async texts => Assert.Equal(await WordsAsync(before, texts), await WordsAsync(database.Source, texts)), iter: 20, threads: 1);
    }

    /// <summary>Alone, after a letter that keeps one accent, and between accents.</summary>
    [Fact]
    public async Task The_migration_SearchFold_folds_every_character_as_before()
    {
        const string Folded =
            """
            select md5(string_agg(search_fold(replace(form, 'x', chr(i))), ' ' order by i, form)) from generate_series(33, 70000) i,
            unnest(array['x', 'é x', 'иx', 'x' || U&'\0306', U&'\0301x\0306', '漢xй']) form where i not between 55296 and 57343
            """;
        await using var before = NpgsqlDataSource.Create(_before);
        await using var command = before.CreateCommand(Folded);
        Assert.Equal(
            await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), await database.ScalarAsync<string>(Folded));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<string[]> WordsAsync(NpgsqlDataSource source, string[] texts)
    {
        await using var command = source.CreateCommand(Words);
        command.Parameters.AddWithValue(texts);
        return (string[])(await command.ExecuteScalarAsync())!;
    }
}
