using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using Xunit;

namespace NewsApi.Tests.Support;

public sealed class TestNewsroomTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_published_article_is_public_and_an_embargoed_article_is_hidden()
    {
        var newsroom = new TestNewsroom(database.Database);
        var uri = await newsroom.PublishAsync("Harbour bridge reopens", TestNewsroom.Place("Oslo"));
        var later = await newsroom.EmbargoAsync(
            "The budget", Some.Moment.AddYears(1000), TestNewsroom.Place("Oslo"), TestNewsroom.Topic("Budget"));

        Assert.Equal(["Oslo"], await PlacesOfAsync(uri, Visibility.Public));
        Assert.Null(await PlacesOfAsync(later, Visibility.Public));
        Assert.Equal(["Oslo"], await PlacesOfAsync(later, Visibility.Everything));
    }

    private async Task<IEnumerable<string?>?> PlacesOfAsync(string uri, Visibility visibility)
    {
        var place = new Selection(ContentTable.Place);
        place.Add(ContentTable.Place["Name"]);
        var article = new Selection(ContentTable.Article);
        article.Add(new RelatedRead("places", Relation.Places, [place]));
        await using var snapshot = new SnapshotFactory(database.Database).Open(visibility);
        var row = await snapshot.ReadOneAsync(article, ContentTable.Article["Uri"], uri, TestContext.Current.CancellationToken);
        return (row?.Related("places") as IReadOnlyList<Row>)?.Select(r => (string?)r[ContentTable.Place["Name"]]);
    }
}
