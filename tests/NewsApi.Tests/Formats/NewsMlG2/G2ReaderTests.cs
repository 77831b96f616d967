using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using Xunit;

namespace NewsApi.Tests.Formats.NewsMlG2;

public sealed class G2ReaderTests
{
    [Theory]
    [InlineData("<pubStatus qcode='stat:withheld'/>", PublishingStatus.Withheld)]
    [InlineData("<pubStatus uri='http://cv.iptc.org/newscodes/pubstatusg2/canceled'/>", PublishingStatus.Canceled)]
    [InlineData("<embargoed/>", PublishingStatus.Withheld)]
    [InlineData("", PublishingStatus.Usable)]
    public void The_status_is_read_and_an_embargo_without_a_time_withholds_the_item(string meta, PublishingStatus status) =>
        Assert.Equal(status, Article(Item(meta)).Status);

    [Theory]
    [InlineData("<pubStatus qcode='stat:maybe'/>", "'pubStatus' is \"maybe\"; it must be usable, withheld or canceled.")]
    [InlineData("<embargoed>2026-11-24T09:30:00</embargoed>", "'embargoed' is \"2026-11-24T09:30:00\": it has no offset from UTC")]
    [InlineData("<expires>soon</expires>", "'expires' is \"soon\": not a time")]
    public void A_status_or_time_that_cannot_be_read_costs_the_item(string meta, string reason) =>
        Assert.Contains(reason, TestReader.Rejection(Item(meta)), StringComparison.Ordinal);

    [Fact]
    public void An_item_without_a_guid_is_rejected() => Assert.Contains("no 'guid'",
        TestReader.Rejection(Item().Replace("guid='urn:a'", "", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void A_cancellation_needs_no_headline() => Assert.Equal(("urn:a", ""), Article(
        "<newsItem guid='urn:a'><itemMeta><pubStatus qcode='stat:canceled'/></itemMeta></newsItem>") is var kill
            ? (kill.Uri, kill.Content.Headline) : default);

    [Fact]
    public void Texts_are_chosen_by_role_and_language()
    {
        var content = Article(Item(content: """
            <language tag='de'/>
            <headline xml:lang='en'>English</headline><headline xml:lang='de-AT'>Deutsch</headline>
            <headline role='hdrol:kicker'>Rubrik</headline>
            <description role='drol:caption'>Bild</description><description role='drol:summary'>Kurz</description>
            <by>Von Ada</by><dateline>WIEN, Dienstag</dateline>
            <infoSource qcode='is:AP' role='isrol:originator'><name>Associated Press</name></infoSource>
            <subject type='cpnat:person' uri='urn:p'><name xml:lang='en'>Pope</name><name xml:lang='de'>Papst</name></subject>
            """)).Content;

        Assert.Equal(("Deutsch", "Rubrik", "Kurz", "Von Ada", "WIEN, Dienstag", "de", "Associated Press"),
            (content.Headline, content.Kicker, content.Summary, content.Byline, content.Dateline, content.Language, content.Source));
    }

    [Fact]
    public void Concepts_without_a_name_are_completed_from_assertions_and_organisations_are_no_topics()
    {
        var article = Article(Item(
            content: """
                <subject type='cpnat:geoArea' qcode='geo:1' relevance='40'/><subject type='cpnat:organisation' qcode='org:1'/>
                <subject qcode='who:2'/><subject qcode='medtop:20000385'/>
                """,
            after: """
                <assert qcode='geo:1'><name>Kentucky</name><geoAreaDetails><position latitude='37.5' longitude='-85'/></geoAreaDetails></assert>
                <assert qcode='who:2'><name>Ada</name><personDetails/></assert>
                """));

        Assert.Equal(
            [
                About(EntityKind.Place, "Kentucky", "geo:1") with { Relevance = 40, Latitude = 37.5, Longitude = -85 },
                About(EntityKind.Person, "Ada", "who:2"),
                About(EntityKind.Topic, "20000385", "medtop:20000385"),
            ],
            article.Mentions);
    }

    [Theory]
    [InlineData("<inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head><body><h1>Head</h1><p>A &lt; B<br/></p></body></html></inlineXML>", "<p>A &lt; B<br></p>", false)]
    [InlineData("<inlineXML><nitf><body><body.content><p>N</p></body.content></body></nitf></inlineXML><inlineData contenttype='text/html'>&lt;p&gt;H&lt;/p&gt;</inlineData>", "<p>H</p>", false)]
    [InlineData("<inlineData contenttype='text/plain'>One\n\nTwo &amp;amp; three</inlineData>", "<p>One</p>\n<p>Two &amp; three</p>", true)]
    [InlineData("<inlineData contenttype='text/plain' encoding='x:base64'>AAAA</inlineData>", null, false)]
    public void The_body_with_the_most_structure_is_taken(string content, string? body, bool isTrusted)
    {
        var article = Article(Item(after: $"<contentSet>{content}</contentSet>"));

        Assert.Equal((body, isTrusted), (article.Content.Body, article.BodyIsTrusted));
        Assert.Equal(body is null, article.Warnings.Count > 0);
    }

    [Fact]
    public void A_part_that_the_standard_does_not_have_is_warned_of_once_and_rejected_with_strict()
    {
        var xml = Item(content: "<rating2/><rating2/><x:mood xmlns:x='urn:x'/>", after: "<contentSet><inlineXML><p><b>x</b></p></inlineXML></contentSet>");

        Assert.Equal(["rating2", "mood"], Article(xml).Warnings.Select(warning => warning.Name));
        Assert.Contains("'rating2' is not a part of NewsML-G2.", TestReader.Rejection(xml, strict: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_item_of_a_message_is_rejected_with_its_line_and_the_others_are_read()
    {
        var items = TestReader.Several($"""
            <newsMessage><itemSet>
            {Item("<versionCreated>never</versionCreated>")}
            {Item().Replace("urn:a", "urn:b", StringComparison.Ordinal)}
            <planningItem guid='urn:p'/>
            </itemSet></newsMessage>
            """);

        var rejected = items.OfType<RejectedItem>().ToList();
        Assert.Equal("urn:b", Assert.Single(items.OfType<IncomingArticle>()).Uri);
        Assert.Equal(["items.xml:2", "items.xml:4"], rejected.Select(r => r.Origin.ToString()));
        Assert.StartsWith("'versionCreated' is \"never\"", rejected[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_of_a_package_belongs_to_the_text_unless_it_has_an_embargo()
    {
        string Message(string embargo) => $"""
            <newsMessage><itemSet>
            <packageItem guid='urn:pack'><groupSet><group><itemRef residref='urn:a'/><itemRef residref='urn:pic'/></group></groupSet></packageItem>
            {Item()}
            <newsItem guid='urn:pic'><itemMeta><itemClass qcode='ninat:picture'/>{embargo}</itemMeta>
            <contentMeta><headline>Own headline</headline><creditline>Bo</creditline></contentMeta>
            <contentSet><remoteContent href='http://x/s.jpg' contenttype='image/jpeg' width='20'/><remoteContent href='http://x/l.jpg' width='200'/>
            <remoteContent href='l.jpg' contenttype='image/jpeg'/></contentSet></newsItem>
            </itemSet></newsMessage>
            """;

        var shown = Assert.IsType<IncomingArticle>(Assert.Single(TestReader.Several(Message(""))));
        var embargoed = Message("<embargoed>2026-01-01T00:00:00Z</embargoed>");
        var withheld = Assert.IsType<IncomingArticle>(Assert.Single(TestReader.Several(embargoed)));

        Assert.Equal([("http://x/l.jpg", "Bo", 2)], shown.Content.Images.Select(i => (i.Url, i.Credit ?? "", i.Renditions.Count)));
        Assert.Empty(withheld.Content.Images);
        Assert.Equal(["picture withheld"], withheld.Warnings.Select(warning => warning.Name));
    }

    private static string Item(string meta = "", string content = "<headline>Head</headline>", string after = "") => $"""
        <newsItem guid='urn:a' version='1' standard='NewsML-G2' standardversion='2.35' xmlns:x='urn:x'><itemMeta><itemClass qcode='ninat:text'/>{meta}</itemMeta><contentMeta>{(content.Contains("<headline", StringComparison.Ordinal) ? "" : "<headline>Head</headline>")}{content}</contentMeta>{after}</newsItem>
        """;

    private static IncomingMention About(EntityKind kind, string name, string uri) =>
        new() { Kind = kind, Name = name, Uri = uri, Relation = MentionRelation.About };

    private static IncomingArticle Article(string xml) => TestReader.Article(xml);
}
