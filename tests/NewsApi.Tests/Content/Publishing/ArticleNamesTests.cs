using NewsApi.Content.Entities;
using NewsApi.Content.Linking;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Tests.Content.Importing;
using NewsApi.Tests.Content.Reading;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Publishing;

/// <summary>An article is found by the names of what it mentions, whichever writer wrote it.</summary>
public sealed class ArticleNamesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly ArticleCommands _commands = new(database.Database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bank", true)]
    [InlineData("BANKS", true)]
    [InlineData("\"nora banks\"", true)]
    [InlineData("honora", true)]
    [InlineData("tromso reopens", true)]
    [InlineData("\"banks tromsø\"", false)]
    [InlineData("0000000000", false)]
    [InlineData("nora -tromsø", false)]
    public async Task An_article_is_found_by_the_names_and_aliases_of_what_it_mentions(string search, bool found)
    {
        var id = await _commands.PublishedAsync(Editing.Draft("Harbour bridge reopens", await NoraAsync(), await TromsoAsync()));
        Assert.Equal(found, (await FindAsync(search)).Contains(id));
    }

    [Fact]
    public async Task An_imported_item_is_found_by_an_alias_from_the_gazetteer_and_no_longer_when_it_loses_the_mention()
    {
        var (name, alias) = (Some.Word(), Some.Word());
        await database.Database.ImportAsync(Items.Entry(EntityKind.Person, name) with { Aliases = [alias] });
        var item = Items.Article(Some.Word(), mentions: Items.Person(name));
        await database.Database.ImportAsync(item);
        var id = Assert.Single(await FindAsync(alias));
        Assert.Equal([id], await FindAsync(name));

        await database.Database.ImportAsync((item with { Version = "2", VersionCreated = Items.Day(2), Mentions = [] }).Documented());
        Assert.Empty(await FindAsync(alias));
    }

    [Fact]
    public async Task An_article_whose_links_are_made_anew_is_found_by_the_new_name()
    {
        var alias = Some.Word();
        var id = await _commands.PublishedAsync(Editing.Draft("Quentin Oarsman rowed home"));
        await database.Database.ImportAsync(Items.Entry(EntityKind.Person, "Quentin Oarsman") with { Aliases = [alias] });
        Assert.Empty(await FindAsync(alias));

        using var names = new NameIndexSource(database.Database);
        await foreach (var _ in new Relinker(database.Database, new ArticleLinker(names)).RunAsync(Token))
        {
        }

        Assert.Equal([id], await FindAsync(alias));
    }

    /// <summary>A hidden name does not show that an embargoed article exists; a public article shows its own mentions.</summary>
    [Fact]
    public async Task A_hidden_name_finds_only_articles_that_the_caller_may_see()
    {
        var name = Some.Word();
        var hidden = await database.StoredAsync(Some.Person(name, curated: false));
        var draft = await _commands.CreateAsync(Editing.Draft("Not yet", hidden));
        var other = await _commands.PublishedAsync(Editing.Draft("Another"));
        Assert.Empty(await FindAsync(name));
        Assert.Equal([draft], await FindAsync(name, Visibility.Everything));

        await _commands.UpdateAsync(other, null, d => d with { Mentions = [new(hidden)] }, Token).DoneAsync();
        Assert.Equal([other], await FindAsync(name));
    }

    [Fact]
    public async Task A_byline_is_found_by_a_surname_that_is_also_an_inflected_word()
    {
        var draft = Editing.Draft();
        var id = await _commands.PublishedAsync(draft with { Content = draft.Content with { Byline = "By Ada Churches" } });
        Assert.Equal([id], await FindAsync("ada churches"));
    }

    [Fact]
    public void Names_do_not_depend_on_the_order_of_mentions_and_long_lists_lose_aliases_first()
    {
        var names = new Dictionary<long, string[]> { [1] = ["Ada", new string('x', 5000)], [2] = ["Bob\nBo", "Rob"], [3] = ["Cleo"] };
        Assert.Equal("Bob Bo\nCleo\nRob", ArticleNames.Join([3, 2, 2, 4], names));
        Assert.Equal("Ada\nBob Bo", ArticleNames.Join([2, 1], names));
    }

    private Task<long> NoraAsync()
    {
        var nora = Some.Person("Nora Banks");
        nora.Aliases = ["Honora B."];
        return database.StoredAsync(nora);
    }

    private Task<long> TromsoAsync() => database.StoredAsync(Some.Place("Tromsø"));

    private async Task<IEnumerable<long>> FindAsync(string search, Visibility visibility = Visibility.Public) => (await database.ReadAsync(
        TestLists.Of(ContentTable.Article).List() with { Where = new Condition.Search(ContentTable.Article, search) }, visibility)).Ids();
}
