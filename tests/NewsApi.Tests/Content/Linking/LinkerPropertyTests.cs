using CsCheck;
using NewsApi.Content.Linking;
using Xunit;

namespace NewsApi.Tests.Content.Linking;

/// <summary>What holds for any text and any gazetteer. A failure prints its seed.</summary>
public sealed class LinkerPropertyTests
{
    private static readonly string[] Forms =
    [
        "Ada Lovelace", "Jon Ö. Ångström", "O'Neill", "Deng Xiaoping", "Anna-Lena Groß", "Владимир Путин", "Γιώργος Σεφέρης", "東京",
        "北京市", "서울", "กรุงเทพ", "القاهرة", "תל אביב", "नई दिल्ली", "São Tomé and Príncipe", "U.S.", "Washington, D.C.", "🙂land",
        "İstanbul", "Ǆungla", "Reading", "𐐀𐐁",
    ];

    private static readonly string[] Glue =
    [
        " ", ", ", ". ", "\n\n", "'s ", "-", " in ", " of ", " Mr. ", " 😀 ", "、", "は", " and ", " \"", "\u00AD", "\u0301", "", "XYZ",
        " said ", " — ",
    ];

    private static readonly NameIndex Gazetteer = Names.Index(
        [.. Forms.Select((form, i) => i % 2 == 0 ? Names.Person(form) : Names.Place(form))]);

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Select(Gen.Int[0, Forms.Length - 1], Gen.Int[0, Glue.Length - 1], (form, glue) => Forms[form] + Glue[glue])
            .Array[0, 30].Select(string.Concat),
        Gen.String[0, 60]);

    [Fact]
    public void The_text_at_a_span_is_a_form_of_the_linked_name() => Texts.Sample(text =>
    {
        foreach (var (found, name, _) in Gazetteer.Spans(Storable(text)))
        {
            // An acronym is also found without its full stops.
            ulong[] its = [.. Hashes(name), .. Hashes(name.Replace(".", "", StringComparison.Ordinal))];
            var words = Hashes(found);
            Assert.True(words.Length > 0 && words.All(its.Contains), $"'{found}' is no form of '{name}'");
        }
    });

    [Fact]
    public void Spans_do_not_overlap_and_lie_within_the_text() => Texts.Sample(text =>
    {
        var end = 0;
        foreach (var (found, _, start) in Gazetteer.Spans(Storable(text)))
        {
            Assert.True(start >= end);
            end = start + found.EnumerateRunes().Count();
        }
    });

    [Fact]
    public void The_links_do_not_depend_on_the_order_or_the_removed_entries_of_a_gazetteer() =>
        Gen.Select(Texts, Gen.Shuffle(Forms), Gen.Int[0, Forms.Length]).Sample((text, order, removed) =>
        {
            var all = Forms.ToDictionary(f => f, f => Gazetteer.Spans(f).Any() ? Names.Place(f) : Names.Person(f));
            var changed = new NameIndex();
            foreach (var form in order)
            {
                changed.Add(all[form]);
            }

            var kept = order[removed..];
            foreach (var form in order[..removed])
            {
                changed.Remove(all[form].Id);
            }

            var fresh = Names.Index([.. kept.Order(StringComparer.Ordinal).Select(f => all[f])]);
            Assert.Equal(fresh.Link(Storable(text)), changed.Link(Storable(text)));
        }, iter: 300);

    // PostgreSQL stores no half of a surrogate pair.
    private static string Storable(string text) => string.Concat(text.EnumerateRunes());

    private static ulong[] Hashes(string text)
    {
        using var tokens = TextTokens.Of(text);
        var hashes = new ulong[tokens.Count];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = tokens[i].Hash;
        }

        return hashes;
    }
}
