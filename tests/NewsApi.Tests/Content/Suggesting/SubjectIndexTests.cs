using CsCheck;
using NewsApi.Content.Entities;
using NewsApi.Content.Suggesting;
using Xunit;

namespace NewsApi.Tests.Content.Suggesting;

/// <summary>Which names are found, in which order, and that this does not depend on how the index came to be.</summary>
public sealed class SubjectIndexTests
{
    private static readonly string[] SomeNames =
    [
        "New York", "York", "Newcastle", "Neu-York", "new york times", "Yorck", "Paris", "Pâris Hilton", "Parigi", "東京都", "O'Neill", "",
    ];

    private static readonly Gen<string> Names = Gen.Int[0, SomeNames.Length - 1].Select(i => SomeNames[i]);

    private static readonly Gen<(int Step, long Id, string Name, string Alias, bool IsOpen, int Articles)> Steps =
        Gen.Select(Gen.Int[0, 3], Gen.Long[1, 6], Names, Names, Gen.Bool, Gen.Int[0, 3]);

    private static readonly string[] Typed =
        ["n", "new", "york", "new y", "paris", "pari", "york new", "yrok", "京", "oneill", "neill", "parys"];

    [Fact]
    public void A_changed_index_finds_what_a_new_one_finds() => Steps.Array[0, 30].Sample(steps =>
    {
        var (changed, stored, uses) = (new SubjectIndex(), new Dictionary<long, StoredName>(), new Dictionary<long, int>());
        var sections = new Dictionary<string, int>();
        foreach (var (step, id, name, alias, isOpen, articles) in steps)
        {
            switch (step)
            {
                case 0:
                    stored.Remove(id);
                    changed.Replace([id], []);
                    break;
                case 1:
                    stored[id] = new StoredName(id, EntityKind.Place, name, [alias], isOpen);
                    changed.Replace([id], [stored[id]]);
                    break;
                case 2:
                    changed.Count(EntityKind.Place, id, articles - uses.GetValueOrDefault(id));
                    uses[id] = articles;
                    break;
                default:
                    changed.CountSections([(name, articles - sections.GetValueOrDefault(name))]);
                    sections[name] = articles;
                    break;
            }
        }

        var fresh = new SubjectIndex();
        fresh.Replace([.. stored.Keys], stored.Values);
        foreach (var (id, articles) in uses)
        {
            fresh.Count(EntityKind.Place, id, articles);
        }

        fresh.CountSections([.. sections.Select(s => (s.Key, s.Value))]);
        Assert.Equal(fresh.NamedCount, changed.NamedCount);
        Assert.All(Typed, typed => Assert.Equal(Find(fresh, typed, false), Find(changed, typed, false)));
        Assert.All(Typed, typed => Assert.Equal(Find(fresh, typed, true), Find(changed, typed, true)));
        Assert.All(Typed, typed => Assert.Equal(Find(fresh, typed, true), Find(fresh, typed, false).Where(f => f.IsPublic)));
    });

    [Theory]
    [InlineData("yor", "York|New York|New York Times")]
    [InlineData("new yor", "New York|New York Times")]
    [InlineData("times new", "New York Times")]
    [InlineData("big app", "Big Apple")]
    [InlineData("saopau", "")]
    [InlineData("SÃO", "São Paulo")]
    [InlineData("paulo sa", "São Paulo")]
    [InlineData("neil", "O'Neill")]
    [InlineData("oneil", "O'Neill")]
    [InlineData("o'neil", "O'Neill")]
    [InlineData("yrok", "York|New York|New York Times")]
    [InlineData("york tmies", "New York Times")]
    [InlineData("yor tmies", "")]
    [InlineData("tmies yrok", "")]
    [InlineData("jork", "York|New York|New York Times")]
    [InlineData("jor", "")]
    [InlineData("", "")]
    public void These_names_are_found_in_this_order(string typed, string names)
    {
        var index = new SubjectIndex();
        index.Replace([], [
            new StoredName(1, EntityKind.Place, "York", [], IsOpen: true),
            new StoredName(2, EntityKind.Place, "New York", ["Big Apple"], IsOpen: true),
            new StoredName(3, EntityKind.Topic, "New York Times", [], IsOpen: true),
            new StoredName(4, EntityKind.Place, "São Paulo", [], IsOpen: true),
            new StoredName(5, EntityKind.Person, "O'Neill", [], IsOpen: true),
        ]);
        Assert.Equal(names, string.Join('|', Find(index, typed, true).Select(f => f.Text)));
    }

    [Fact]
    public void The_most_used_come_first_and_exact_names_before_others()
    {
        var index = new SubjectIndex();
        index.Replace([], [
            new StoredName(1, EntityKind.Place, "Parma", [], IsOpen: true),
            new StoredName(2, EntityKind.Place, "Paris", [], IsOpen: true),
            new StoredName(3, EntityKind.Place, "Pairs", [], IsOpen: true),
            new StoredName(4, EntityKind.Person, "Ann Paris", [], IsOpen: false),
        ]);
        index.Count(EntityKind.Place, 1, 3);
        index.Count(EntityKind.Place, 3, 100);
        index.Count(EntityKind.Person, 4, 7);
        Assert.Equal(["Pairs", "Ann Paris", "Parma", "Paris"], Find(index, "pa", true).Select(f => f.Text));
        Assert.Equal(["Ann Paris", "Paris", "Pairs"], Find(index, "paris", true).Select(f => f.Text));
        index.Count(EntityKind.Person, 4, -7);
        Assert.Equal(["Paris", "Pairs"], Find(index, "paris", true).Select(f => f.Text));
        Assert.Equal(["Paris", "Ann Paris", "Pairs"], Find(index, "paris", false).Select(f => f.Text));
    }

    [Fact]
    public void No_more_are_found_than_asked_for_and_they_are_the_first()
    {
        var index = new SubjectIndex();
        index.Replace(
            [], [.. Enumerable.Range(1, 500).Select(i => new StoredName(i, EntityKind.Place, $"Sankt {i}", [$"Saint {i}"], true))]);
        for (var i = 1; i <= 500; i++)
        {
            index.Count(EntityKind.Place, i, i * 7 % 501);
        }

        var all = Find(index, "sa", true, 1000);
        Assert.Equal(500, all.Count);
        Assert.Equal(all.Take(7), Find(index, "sa", true, 7));
        Assert.Equal(all.Select(f => f.Text), all.OrderByDescending(f => f.Uses).Select(f => f.Text));
        Assert.Empty(Find(index, "sa", true, 0));
    }

    private static List<(string Text, int Uses, bool IsPublic)> Find(SubjectIndex index, string typed, bool onlyPublic, int size = 20) =>
    [
        .. index.Find(FoldedWords.OfTyped(typed), null, onlyPublic, size)
            .Select(f => (f.Name.Text, f.Name.Subject.Uses, f.Name.Subject.IsPublic)),
    ];
}
