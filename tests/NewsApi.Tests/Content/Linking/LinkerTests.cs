using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Linking;
using Xunit;

namespace NewsApi.Tests.Content.Linking;

public sealed class LinkerTests
{
    private static readonly NameIndex Gazetteer = Names.Index(
        Names.Person("George W. Bush", "Bush"),
        Names.Person("Vladimir Putin", "Putin"),
        Names.Person("Condoleezza Rice", "Rice"),
        Names.Person("Howard Baker", "Baker"),
        Names.Person("James Baker", "Baker"),
        Names.Person("Paul O'Neill", "O'Neill"),
        Names.Person("Karl Otto Pöhl", "Pöhl", ownsSurname: true),
        Names.Person("Barbara Bush", "Bush"),
        Names.Person("Lee Teng-hui"),
        Names.Place("England", "GB"),
        Names.Place("Ireland", "IE", "country"),
        Names.Place("Canada", "CA", "country"),
        Names.Place("Jordan", "JO", "country"),
        Names.Place("China", "CN", "country"),
        Names.Place("Reading", "GB"),
        Names.Place("Iran", "IR", "country"),
        Names.Place("Iraq", "IQ", "country"),
        Names.Place("United States", "US", "country", "U.S.", "US"),
        Names.Place("British Virgin Islands", "VG", "country"),
        Names.Place("U.S. Virgin Islands", "VI", "country"),
        Names.Place("Genoa", "IT"),
        Names.Place("São Paulo", "BR"),
        Names.Place("東京", "JP"),
        Names.Place("서울", "KR"),
        Names.Topic("Natural Gas"),
        Names.Topic("Sugar"),
        Names.Topic("Arms control", "missile defence"));

    [Theory]
    [InlineData("President George W. Bush met Mr. Putin.", "George W. Bush=George W. Bush")]
    [InlineData(
        "Vladimir Putin called. [Putin's] aide smiled, and PUTIN left.",
        "Vladimir Putin=Vladimir Putin", "Putin=Vladimir Putin", "PUTIN=Vladimir Putin")]
    [InlineData("Treasury Secretary Paul O'Neill spoke; O\u2019Neill left.", "Paul O'Neill=Paul O'Neill", "O\u2019Neill=Paul O'Neill")]
    [InlineData("Karl Otto Poehl is unknown, but Pöhl and Pohl are he.", "Pöhl=Karl Otto Pöhl", "Pohl=Karl Otto Pöhl")]
    [InlineData(
        "Howard Baker spoke. Baker and James Baker agreed. Baker left.",
        "Howard Baker=Howard Baker", "Baker=Howard Baker", "James Baker=James Baker", "Baker=James Baker")]
    [InlineData("Taiwan's Lee Teng-hui spoke. Lee left.", "Lee Teng-hui=Lee Teng-hui", "Lee=Lee Teng-hui")]
    [InlineData("George and Barbara Bush came.", "George=George W. Bush", "Barbara Bush=Barbara Bush")]
    [InlineData(
        "Condoleezza Rice came. Rice will go to Genoa. The rice is cheap. Rice prices fell.",
        "Condoleezza Rice=Condoleezza Rice", "Rice=Condoleezza Rice", "Genoa=Genoa")]
    public void People_are_found_by_name_and_then_by_surname(string text, params string[] links) =>
        Assert.Equal(links, Gazetteer.Link(text));

    [Theory]
    [InlineData("The Bank of England said so.")]
    [InlineData("Excluding Northern Ireland, it fell.")]
    [InlineData("The jet of Air Canada was late.")]
    [InlineData("Jerry Jordan said no. Jordan expects more.")]
    [InlineData("Fine china, and a woman of Oman-like grace.")]
    [InlineData("He is reading. Reading is fun.")]
    [InlineData("Give it to us, said the Bush House staff.")]
    [InlineData("Vladimir Putinov and Putinism.")]
    public void Text_that_only_looks_like_a_name_is_not_linked(string text) => Assert.Empty(Gazetteer.Link(text));

    [Theory]
    [InlineData("It rained in England.", "England=England")]
    [InlineData("The Iran-Iraq war, the Iran-contra affair.", "Iran=Iran", "Iraq=Iraq", "Iran=Iran")]
    [InlineData("U.S.-made goods of the U.S.", "U.S.=United States", "U.S.=United States")]
    [InlineData("He lives in Reading.", "Reading=Reading")]
    [InlineData("In SAO PAULO and sao paulo and Sa\u0303o Paulo.", "SAO PAULO=São Paulo", "Sa\u0303o Paulo=São Paulo")]
    [InlineData("The United States and the Virgin Islands.", "United States=United States", "Virgin Islands=U.S. Virgin Islands")]
    [InlineData("British Virgin Islands firms.", "British Virgin Islands=British Virgin Islands")]
    [InlineData("首相は東京で語った。", "東京=東京")]
    [InlineData("대통령은 서울에서 말했다.", "서울=서울")]
    [InlineData("😀 Genoa 😀, Canada", "Genoa=Genoa", "Canada=Canada")]
    public void Places_are_found_by_name_in_any_script_and_by_abbreviation(string text, params string[] links) =>
        Assert.Equal(links, Gazetteer.Link(text));

    [Theory]
    [InlineData("Natural gas is cheap.", "Natural gas=Natural Gas")]
    [InlineData("Plans for missile defence.", "missile defence=Arms control")]
    [InlineData("Sugar is sweet.")]
    [InlineData("Sugar, more sugar, white sugar and brown sugar.", "Sugar=Sugar", "sugar=Sugar", "sugar=Sugar", "sugar=Sugar")]
    public void Topics_are_found_by_certain_names_or_often_repeated_ones(string text, params string[] links) =>
        Assert.Equal(links, Gazetteer.Link(text));

    [Fact]
    public void The_place_of_the_dateline_is_linked_with_the_relation_located()
    {
        var link = Assert.Single(Linker.Link(Gazetteer, new LinkInput { Text = "GENOA, March 3 - It rained." }).Links);
        Assert.Equal((MentionRelation.Located, new Span(0, 5)), (link.Relation, link.Spans[0]));
        link = Assert.Single(Linker.Link(Gazetteer, new LinkInput { Dateline = "GENOA, Italy", Text = "It rained." }).Links);
        Assert.Equal((MentionRelation.Located, 0), (link.Relation, link.Spans.Count));
    }

    [Fact]
    public void The_headline_raises_the_relevance_and_has_no_spans()
    {
        var plain = Assert.Single(Linker.Link(Gazetteer, new LinkInput { Text = "It rained in England." }).Links);
        var both = new LinkInput { Headline = "Rain in England", Text = "It rained in England." };
        var headline = Assert.Single(Linker.Link(Gazetteer, both).Links);
        Assert.True(headline.Relevance > plain.Relevance);
        Assert.Equal(plain.Spans, headline.Spans);
    }

    [Fact]
    public void Only_tagged_entities_of_a_tagged_kind_are_linked_and_removed_links_are_omitted()
    {
        const string Text = "George W. Bush met Vladimir Putin in Genoa. Bush left.";
        var all = Linker.Link(Gazetteer, new LinkInput { Text = Text }).Links.ToDictionary(l => l.Entity.Name, l => l.Entity);
        Assert.Equal(3, all.Count);
        var bush = all["George W. Bush"];
        var input = new LinkInput
        {
            Text = Text,
            Tagged = new HashSet<long> { bush.Id },
            TaggedKinds = new HashSet<EntityKind> { bush.Kind },
        };
        Assert.Equal(["George W. Bush", "Genoa"], Linker.Link(Gazetteer, input).Links.Select(l => l.Entity.Name));
        input = input with { Removed = new HashSet<long> { all["Genoa"].Id } };
        Assert.Equal(["George W. Bush"], Linker.Link(Gazetteer, input).Links.Select(l => l.Entity.Name));
    }

    [Fact]
    public void The_item_or_the_archive_decides_between_entities_of_one_name_or_none_is_linked()
    {
        var (alabama, france) = (Names.Place("Paris", "US"), Names.Place("Paris", "FR"));
        var index = Names.Index(alabama, france, Names.Place("France", "FR", "country"));
        Assert.Empty(index.Link("It rained in Paris."));
        Assert.Equal(["France=France", "Paris=Paris"], index.Link("France mourns, and it rained in Paris."));
        var undecided = Linker.Link(index, new LinkInput { Text = "It rained in Paris." }).Undecided;
        Assert.Equal([alabama.Id, france.Id], undecided.Order());
        var archive = new Dictionary<long, int> { [france.Id] = 40, [alabama.Id] = 2 };
        Assert.Equal(france, Assert.Single(Linker.Link(index, new LinkInput { Text = "It rained in Paris." }, archive).Links).Entity);
    }
}
