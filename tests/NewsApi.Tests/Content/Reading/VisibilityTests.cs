using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Reading;

public sealed class VisibilityTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTimeOffset Past = Some.Moment;
    private static readonly DateTimeOffset Future = Some.Moment.AddYears(1000);

    private static readonly (
        string Headline, DateTimeOffset? Published, DateTimeOffset? Expires, DateTimeOffset? Withdrawn, ArticleStatus Status)[] Lives =
    [
        ("draft", null, null, null, ArticleStatus.Draft),
        ("scheduled", Future, null, null, ArticleStatus.Scheduled),
        ("scheduled to expire", Future, Future.AddDays(1), null, ArticleStatus.Scheduled),
        ("public", Past, null, null, ArticleStatus.Published),
        ("public until later", Past, Future, null, ArticleStatus.Published),
        ("expired", Past, Past.AddDays(1), null, ArticleStatus.Expired),
        ("withdrawn", Past, null, Past.AddDays(1), ArticleStatus.Withdrawn),
        ("withdrawn before its time", Future, null, Past, ArticleStatus.Withdrawn),
        ("withdrawn and expired", Past, Past.AddDays(1), Past.AddDays(2), ArticleStatus.Withdrawn),
    ];

    private static readonly string[] Public = ["public", "public until later"];

    [Fact]
    public async Task Every_read_derives_visibility_and_status_from_the_times_of_an_article()
    {
        var ada = Some.Person("Ada");
        await database.StoreAsync(ada);
        var articles = Lives.Select(life => Live(life).Naming(ada)).ToArray();
        await database.StoreAsync(articles);
        var everything = TestLists.Of(ContentTable.Article, "Headline", "Status").List();
        var where = Condition.IsOneOf(ContentTable.Article.Id, [.. articles.Select(a => (object?)a.Id)]);

        // By filter.
        var all = await database.ReadAsync(everything with { Where = where });
        Assert.Equal(Lives.Select(l => (l.Headline, l.Status)),
            all.Rows.Select(r => (r.Headline()!, (ArticleStatus)r[ContentTable.Article["Status"]]!)));
        var some = await database.ReadAsync(
            everything with { Where = where, Parts = ListParts.Rows | ListParts.TotalCount }, Visibility.Public);
        Assert.Equal(Public, some.Rows.Select(r => r.Headline()));
        Assert.Equal(Public.Length, some.TotalCount);

        await using var snapshot = new SnapshotFactory(database.Database).Open(Visibility.Public);
        var cancel = TestContext.Current.CancellationToken;

        // By id, uri and slug.
        var byId = await snapshot.ReadByIdAsync(everything.Selection, [.. articles.Select(a => a.Id)], cancel);
        Assert.Equal(Lives.Select(l => Public.Contains(l.Headline) ? l.Headline : null), byId.Select(r => r?.Headline()));
        foreach (var article in articles)
        {
            var visible = Public.Contains(article.Content.Headline);
            Assert.Equal(visible, await snapshot.ReadOneAsync(everything.Selection, ContentTable.Article["Uri"], article.Uri, cancel)
                is not null);
            Assert.Equal(visible, await snapshot.ReadOneAsync(everything.Selection, ContentTable.Article["Slug"], article.Slug, cancel)
                is not null);
        }

        // Through a person.
        var relation = Relation.ArticlesOf(ContentTable.Person);
        var person = await snapshot.ReadByIdAsync(
            TestLists.Of(ContentTable.Person)
                .With(relation, everything.Selection, everything with { Parts = ListParts.Rows | ListParts.TotalCount }), [ada.Id], cancel);
        var page = Assert.IsType<Page>(person[0]!.Related(relation.Name));
        Assert.Equal(Public, page.Rows.Select(r => r.Headline()));
        Assert.Equal(Public.Length, page.TotalCount);

        // By status.
        var expired = new Condition.Compare(ContentTable.Article["Status"], Operators.Equal, (short)ArticleStatus.Expired);
        Assert.Empty((await database.ReadAsync(everything with { Where = Condition.All([where, expired]) }, Visibility.Public)).Rows);
        Assert.Equal(["expired"],
            (await database.ReadAsync(everything with { Where = Condition.All([where, expired]) })).Rows.Select(r => r.Headline()));
    }

    [Fact]
    public async Task An_entity_is_visible_if_a_gazetteer_or_a_public_article_names_it()
    {
        var curated = Some.Person("curated");
        var named = Lives.Select(life => (Entity)Some.Person(life.Headline, curated: false)).ToArray();
        var nobody = Some.Person("named by nobody", curated: false);
        await database.StoreAsync([.. named, curated, nobody]);
        await database.StoreAsync([.. Lives.Select((life, i) => Live(life).Naming(named[i], curated))]);
        long[] ids = [.. named.Append(curated).Append(nobody).Select(e => e.Id)];

        await using var snapshot = new SnapshotFactory(database.Database).Open(Visibility.Public);
        var seen = await snapshot.ReadByIdAsync(TestLists.Of(ContentTable.Person, "Name"), ids, TestContext.Current.CancellationToken);
        Assert.Equal(Public.Append("curated"), seen.OfType<Row>().Select(r => r.Name()!));

        var list = TestLists.Of(ContentTable.Person, "Name")
            .List() with
        { Where = Condition.IsOneOf(ContentTable.Person.Id, [.. ids.Cast<object?>()]) };
        Assert.Equal(Public.Append("curated"), (await database.ReadAsync(list, Visibility.Public)).Rows.Select(r => r.Name()!));
        Assert.Equal(ids, (await database.ReadAsync(list)).Ids());
    }

    [Fact]
    public async Task An_entity_named_only_by_an_embargoed_article_is_hidden_as_parent_and_child_too()
    {
        var norway = Some.Place("Norway", curated: false);
        await database.StoreAsync(norway);
        var oslo = Some.Place("Oslo", within: norway);
        await database.StoreAsync(oslo);
        var (harbour, opera) = (Some.Place("Harbour", within: oslo, curated: false), Some.Place("Opera", within: oslo));
        await database.StoreAsync(harbour, opera);
        await database.StoreAsync(Some.Article("embargoed", Future).Naming(norway, harbour));

        Assert.Equal((null, "Opera"), await AroundAsync(oslo, Visibility.Public));
        Assert.Equal(("Norway", "Harbour, Opera"), await AroundAsync(oslo, Visibility.Everything));
    }

    [Fact]
    public async Task Versions_from_before_publication_are_hidden()
    {
        var article = Some.Article("third", Past);
        article.Version = 3;
        await database.StoreAsync(article);
        await database.StoreAsync(
            Replaced(article, 1, "first, a draft", replaced: Past.AddHours(-1), published: null),
            Replaced(article, 2, "second, replaced under embargo", replaced: Past.AddMinutes(-1), published: Past));
        var live = Some.Article("second", Past);
        live.Version = 2;
        await database.StoreAsync(live);
        await database.StoreAsync(Replaced(live, 1, "first, public", replaced: Past.AddHours(1), published: Past));

        Assert.Equal(["third"], await VersionsAsync(article, Visibility.Public));
        Assert.Equal(["third", "second, replaced under embargo", "first, a draft"], await VersionsAsync(article, Visibility.Everything));
        Assert.Equal(["second", "first, public"], await VersionsAsync(live, Visibility.Public));
    }

    [Fact]
    public async Task An_embargo_ends_at_its_time_without_a_write()
    {
        var article = Some.Article("embargoed for a moment");
        await database.StoreAsync(article);
        await database.ExecuteAsync(
            $"update article set published_at = now() + '1 second', first_published_at = now() + '1 second' where id = {article.Id}");
        var list = TestLists.Of(ContentTable.Article)
            .List() with
        { Where = new Condition.Compare(ContentTable.Article.Id, Operators.Equal, article.Id) };

        Assert.Empty((await database.ReadAsync(list, Visibility.Public)).Rows);
        await database.ExecuteAsync($"select pg_sleep_until(published_at) from article where id = {article.Id}");
        Assert.Single((await database.ReadAsync(list, Visibility.Public)).Rows);
    }

    private static Article Live(
        (string Headline, DateTimeOffset? Published, DateTimeOffset? Expires, DateTimeOffset? Withdrawn, ArticleStatus Status) life)
    {
        var article = Some.Article(life.Headline, life.Published);
        (article.ExpiresAt, article.WithdrawnAt) = (life.Expires, life.Withdrawn);
        return article;
    }

    private static ArticleVersion Replaced(
        Article article, int version, string headline, DateTimeOffset replaced, DateTimeOffset? published) => new()
        {
            ArticleId = article.Id,
            Version = version,
            Content = article.Content with { Headline = headline },
            UpdatedAt = Past.AddDays(-1),
            ReplacedAt = replaced,
            PublishedAt = published,
        };

    private async Task<IEnumerable<string?>> VersionsAsync(Article article, Visibility visibility)
    {
        await using var snapshot = new SnapshotFactory(database.Database).Open(visibility);
        var of = new Selection(ContentTable.Version);
        of.Add(ContentTable.Version["Headline"]);
        var rows = await snapshot.ReadByIdAsync(
            TestLists.Of(ContentTable.Article).With(Relation.Versions, of), [article.Id], TestContext.Current.CancellationToken);
        return rows[0]!.Rows("versions").Select(r => (string?)r[ContentTable.Version["Headline"]]);
    }

    private async Task<(string? Parent, string Children)> AroundAsync(Place place, Visibility visibility)
    {
        await using var snapshot = new SnapshotFactory(database.Database).Open(visibility);
        var selection = TestLists.Of(ContentTable.Place, "ParentId")
            .With(Relation.ParentOf(ContentTable.Place), TestLists.Of(ContentTable.Place, "Name"))
            .With(Relation.ChildrenOf(ContentTable.Place), TestLists.Of(ContentTable.Place, "Name"));
        var row = (await snapshot.ReadByIdAsync(selection, [place.Id], TestContext.Current.CancellationToken))[0]!;
        return ((row.Related("parent") as Row)?.Name(), string.Join(", ", row.Rows("children").Select(c => c.Name())));
    }
}
