using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using Xunit;
using static NewsApi.Tests.Content.Importing.Items;

namespace NewsApi.Tests.Content.Importing;

public sealed class ImportRulesTests
{
    private static readonly DateTimeOffset Now = Day(10);

    private static IncomingArticle Item { get; } = Article("urn:rules", "1", Day(2)) with { FirstCreated = Day(1) };

    [Fact]
    public void A_new_usable_item_is_published_at_the_time_of_its_first_creation()
    {
        var article = Apply(Item);

        Assert.Equal((Day(1), Day(1), Day(2)), (article.PublishedAt, article.FirstPublishedAt, article.UpdatedAt));
    }

    [Fact]
    public void A_time_in_the_future_counts_as_now_unless_it_is_an_embargo()
    {
        var early = Apply(Item with { FirstCreated = Day(20), VersionCreated = Day(20) });
        var embargoed = Apply(Item with { EmbargoedUntil = Day(20) });

        Assert.Equal((Now, Now), (early.PublishedAt, early.UpdatedAt));
        Assert.Equal((Day(20), Day(20)), (embargoed.PublishedAt, embargoed.FirstPublishedAt));
    }

    [Fact]
    public void The_end_of_a_past_embargo_is_the_time_of_publication() =>
        Assert.Equal(Day(4), Apply(Item with { EmbargoedUntil = Day(4) }).PublishedAt);

    [Fact]
    public void An_embargo_that_ended_before_the_item_existed_does_not_set_the_time_of_publication()
    {
        var item = Item with { EmbargoedUntil = Day(1), FirstCreated = null, VersionCreated = Day(6) };

        Assert.Equal((Day(6), Day(6)), (Apply(item).PublishedAt, Apply(item).FirstPublishedAt));
        Assert.Equal(Day(6), Apply(item, Apply(Item with { Status = PublishingStatus.Withheld })).PublishedAt);
    }

    [Fact]
    public void An_undated_item_is_a_draft_and_leaves_the_dates_of_a_published_article_unchanged()
    {
        var undated = Item with { IsUndated = true, FirstCreated = null, VersionCreated = null };
        var draft = Apply(undated);
        var published = Apply(undated, Apply(Item));

        Assert.Equal((null, null, ArticleStatus.Draft), (draft.PublishedAt, draft.FirstPublishedAt, draft.StatusAt(Now)));
        Assert.Equal((Day(1), Day(1), null), (published.PublishedAt, published.FirstPublishedAt, published.WithdrawnAt));
    }

    [Fact]
    public void A_later_version_does_not_change_the_time_of_publication()
    {
        var after = Apply(Item with { FirstCreated = null, VersionCreated = Day(5) }, Apply(Item));

        Assert.Equal((Day(1), Day(1), Day(5)), (after.PublishedAt, after.FirstPublishedAt, after.UpdatedAt));
    }

    [Fact]
    public void A_new_embargo_hides_a_public_article_and_keeps_its_first_publication()
    {
        var after = Apply(Item with { EmbargoedUntil = Day(20) }, Apply(Item));

        Assert.Equal((Day(20), Day(1)), (after.PublishedAt, after.FirstPublishedAt));
        Assert.False(after.IsPublicAt(Now));
    }

    [Fact]
    public void A_version_that_lifts_an_embargo_early_publishes_the_article()
    {
        var after = Apply(Item with { VersionCreated = Day(9) }, Apply(Item with { EmbargoedUntil = Day(20) }));

        Assert.Equal((Day(9), Day(9)), (after.PublishedAt, after.FirstPublishedAt));
    }

    [Fact]
    public void A_moved_embargo_moves_the_first_publication_of_an_article_that_was_never_public()
    {
        var after = Apply(Item with { EmbargoedUntil = Day(25) }, Apply(Item with { EmbargoedUntil = Day(20) }));

        Assert.Equal((Day(25), Day(25)), (after.PublishedAt, after.FirstPublishedAt));
    }

    [Fact]
    public void A_new_withheld_item_is_a_draft_and_a_usable_version_publishes_it()
    {
        var draft = Apply(Item with { Status = PublishingStatus.Withheld });
        var after = Apply(Item with { VersionCreated = Day(6) }, draft);

        Assert.Equal((null, null, null), (draft.PublishedAt, draft.FirstPublishedAt, draft.WithdrawnAt));
        Assert.Equal((Day(6), Day(6), null), (after.PublishedAt, after.FirstPublishedAt, after.WithdrawnAt));
    }

    [Theory]
    [InlineData(PublishingStatus.Withheld)]
    [InlineData(PublishingStatus.Canceled)]
    public void A_withheld_or_canceled_version_withdraws_an_article_and_a_usable_version_restores_it(PublishingStatus status)
    {
        var hidden = Apply(Item with { Status = status }, Apply(Item));
        var back = Apply(Item with { VersionCreated = Day(9) }, hidden, Day(11));

        Assert.Equal((Now, Day(1)), (hidden.WithdrawnAt, hidden.PublishedAt));
        Assert.Equal((null, Day(1), Day(1)), (back.WithdrawnAt, back.PublishedAt, back.FirstPublishedAt));
    }

    [Fact]
    public void A_scheduled_item_withheld_before_its_time_was_never_public()
    {
        var hidden = Apply(Item with { Status = PublishingStatus.Withheld }, Apply(Item with { EmbargoedUntil = Day(15) }));
        var back = Apply(Item with { VersionCreated = Day(18) }, hidden, Day(20));

        Assert.Equal(Now, hidden.WithdrawnAt);
        Assert.Equal((Day(18), Day(18)), (back.PublishedAt, back.FirstPublishedAt));
    }

    [Fact]
    public void A_new_canceled_item_is_withdrawn_from_the_start()
    {
        var article = Apply(Item with { Status = PublishingStatus.Canceled });

        Assert.Equal((Now, null), (article.WithdrawnAt, article.PublishedAt));
    }

    [Fact]
    public void A_second_cancellation_does_not_change_the_time_of_withdrawal()
    {
        var canceled = Apply(Item with { Status = PublishingStatus.Canceled }, Apply(Item));

        Assert.Equal(Now, Apply(Item with { Status = PublishingStatus.Canceled }, canceled, Day(12)).WithdrawnAt);
    }

    [Fact]
    public void A_change_with_an_unchanged_version_time_is_updated_at_the_time_of_import() =>
        Assert.Equal(Now, Apply(Item with { Content = Item.Content with { Headline = "Corrected" } }, Apply(Item)).UpdatedAt);

    [Fact]
    public void The_expiry_is_that_of_the_last_version()
    {
        var ending = Apply(Item with { Expires = Day(12) });

        Assert.Equal(Day(12), ending.ExpiresAt);
        Assert.Null(Apply(Item, ending).ExpiresAt);
    }

    private static Article Apply(IncomingArticle item, Article? before = null, DateTimeOffset? now = null) =>
        ImportRules.Apply(item, ArticleBody.None, before, now ?? Now);
}
