using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Articles;

public sealed class ChangeFactsTests
{
    [Fact]
    public void Facts_parse_back_equal_and_omit_the_fields_that_no_filter_reads()
    {
        var article = Some.PublicArticle();
        article.Content = article.Content with
        {
            Body = "<p>Long</p>",
            Urgency = 3,
            Images = [new Image { Url = "https://example.org/a.jpg" }]
        };
        article.Mentions.Add(new Mention { EntityId = 7, Kind = EntityKind.Place, Relation = MentionRelation.Located, Relevance = 50 });

        var facts = ChangeFacts.Of(article, new Dictionary<long, Lineage> { [7] = new([7, 3], [2, 1]) });

        Assert.Equal(facts, ChangeFacts.FromJson(facts.ToJson()));
        Assert.DoesNotContain("Long", facts.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("a.jpg", facts.ToJson(), StringComparison.Ordinal);
        Assert.Equal(new MentionFacts(7, EntityKind.Place, MentionRelation.Located, 50) { Ids = [7, 3], Within = [2, 1] },
            Assert.Single(facts.Mentions));
    }

    [Fact]
    public void A_log_row_of_an_older_version_has_only_the_own_id_of_an_entity()
    {
        const string Older =
            """
            {"id":1,"uri":"urn:1","slug":"one","version":1,"content":{"headline":"One","language":"en"},"wordCount":0,
             "updatedAt":"2026-01-15T12:00:00+00:00","mentions":[{"entityId":7,"kind":2,"relation":3}]}
            """;

        var mention = Assert.Single(ChangeFacts.FromJson(Older).Mentions);

        Assert.Equal([7], mention.Ids);
        Assert.Empty(mention.Within);
    }
}
