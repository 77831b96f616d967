using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Wire;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

public sealed class ChangeFactsTests
{
    [Fact]
    public void Facts_read_back_equal_and_leave_out_what_no_filter_reads()
    {
        var article = Some.PublicArticle();
        article.Content = article.Content with { Body = "<p>Long</p>", Urgency = 3, Images = [new Image { Url = "https://example.org/a.jpg" }] };
        article.Mentions.Add(new Mention { EntityId = 7, Kind = EntityKind.Place, Relation = MentionRelation.Located, Relevance = 50 });

        var facts = ChangeFacts.Of(article)!;

        Assert.Equal(facts, ChangeFacts.FromJson(facts.ToJson()));
        Assert.DoesNotContain("Long", facts.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("a.jpg", facts.ToJson(), StringComparison.Ordinal);
        Assert.Equal(new MentionFacts(7, EntityKind.Place, MentionRelation.Located, 50), Assert.Single(facts.Mentions));
    }

    [Fact]
    public void A_draft_and_a_withdrawn_article_have_no_facts()
    {
        var withdrawn = Some.PublicArticle();
        withdrawn.WithdrawnAt = Some.Moment;

        Assert.Null(ChangeFacts.Of(Some.Article()));
        Assert.Null(ChangeFacts.Of(withdrawn));
    }
}
