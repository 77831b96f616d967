using NewsApi.Content.Articles;
using NewsApi.Content.Publishing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Publishing;

public sealed class DraftCheckTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly ArticleCommands _commands = new(database.Database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The field that is wrong, and what makes it so.</summary>
    public static TheoryData<string, Func<ArticleDraft, ArticleDraft>> Wrong { get; } = new()
    {
        { "headline", d => d.Saying(" ") },
        { "headline", d => d.Saying(new string('x', 1001)) },
        { "headline", d => d.Saying("NUL\0") },
        { "headline", d => d.Saying("Half a \ud83d pair") },
        { "kicker", d => d with { Content = d.Content with { Kicker = new string('ж', 501) } } },
        { "summary", d => d with { Content = d.Content with { Summary = "a\udc00b" } } },
        { "byline", d => d with { Content = d.Content with { Byline = "\0" } } },
        { "section", d => d with { Content = d.Content with { Section = new string('字', 100_000) } } },
        { "body", d => d with { Content = d.Content with { Body = "<p>\0</p>" } } },
        { "body", d => d with { Content = d.Content with { Body = new string('x', 5_000_001) } } },
        { "body", d => d with { Content = d.Content with { Body = string.Concat(Enumerable.Repeat("<blockquote>", 5000)) + "deep" } } },
        { "language", d => d with { Content = d.Content with { Language = "" } } },
        { "language", d => d with { Content = d.Content with { Language = "e" } } },
        { "language", d => d with { Content = d.Content with { Language = "English, British" } } },
        { "urgency", d => d with { Content = d.Content with { Urgency = 0 } } },
        { "urgency", d => d with { Content = d.Content with { Urgency = 10 } } },
        { "urgency", d => d with { Content = d.Content with { Urgency = int.MinValue } } },
        { "images[0].url", d => d with { Content = d.Content with { Images = [new Image { Url = "" }] } } },
        { "images[1].caption", d =>
            d with { Content = d.Content with { Images = [new Image { Url = "https://example.org/1.jpg" },
            new Image { Url = "https://example.org/2.jpg", Caption = "\0" }] } } },
        { "images[0].width", d =>
            d with { Content = d.Content with { Images = [new Image { Url = "https://example.org/1.jpg", Width = -1 }] } } },
        { "images", d => d with { Content = d.Content with { Images = [.. Enumerable.Repeat(
            new Image { Url = "https://example.org/1.jpg" }, 501)] } } },
        { "sources[0].name", d => d with { Content = d.Content with { Sources = [new InformationSource { Name = "\ud800" }] } } },
        { "mentions[0].entityId", d => d with { Mentions = [new(long.MaxValue)] } },
        { "mentions[0].relevance", d => d with { Mentions = [new(1, MentionRelation.About, 101)] } },
        { "mentions[0].relation", d => d with { Mentions = [new(1, (MentionRelation)9)] } },
        { "expiresAt", d => d with { ExpiresAt = DateTimeOffset.MinValue } },
        { "expiresAt", d => d with { ExpiresAt = DateTimeOffset.UnixEpoch } },
        { "slug", d => d with { Slug = "!?" } },
        { "slug", d => d with { Slug = "nul\0" } },
        { "slug", d => d with { Slug = new string('s', 3000) } },
        { "uri", d => d with { Uri = "" } },
        { "uri", d => d with { Uri = new string('u', 3000) } },
        { "uri", d => d with { Uri = "urn:\udfff" } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_invalid_value_of_a_draft_is_rejected_with_its_field(string field, Func<ArticleDraft, ArticleDraft> wrong)
    {
        var head = await database.HeadAsync();

        var created = await _commands.CreateAsync(wrong(Editing.Draft()), Token).RejectedAsync<PublishingError.InvalidValue>();

        Assert.Equal(field, created.Field);
        Assert.Equal(head, await database.HeadAsync());
        var id = await _commands.CreateAsync(Editing.Draft());
        var rejected = Assert.IsType<CommandResult<ArticleRef>.Rejected>(await _commands.UpdateAsync(id, null, wrong, Token));
        Assert.Contains(rejected.Errors, e => e is PublishingError.InvalidValue invalid && invalid.Field == field);
        Assert.Equal(1, (await database.ArticleAsync(id)).Version);
    }

    [Fact]
    public async Task All_errors_of_a_draft_are_returned_together()
    {
        var draft = Editing.Draft(" ") with { ExpiresAt = DateTimeOffset.UnixEpoch, Slug = "\0" };

        var rejected = Assert.IsType<CommandResult<ArticleRef>.Rejected>(
            await _commands.CreateAsync(draft with { Content = draft.Content with { Urgency = 99 } }, Token));

        Assert.Equal(["headline", "slug", "urgency"], rejected.Errors.OfType<PublishingError.InvalidValue>().Select(e => e.Field)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_invalid_correction_note_or_withdrawal_reason_is_rejected_with_its_field()
    {
        var id = await _commands.PublishedAsync(Editing.Draft());

        Assert.Equal("note", (await _commands.CorrectAsync(id, null, "", d => d, Token)
            .RejectedAsync<PublishingError.InvalidValue>()).Field);
        Assert.Equal("note", (await _commands.CorrectAsync(id, null, "\0", d => d, Token)
            .RejectedAsync<PublishingError.InvalidValue>()).Field);
        Assert.Equal("reason", (
            await _commands.WithdrawAsync(id, null, "\ud800", Token).RejectedAsync<PublishingError.InvalidValue>()).Field);
    }

    [Fact]
    public async Task The_smallest_and_largest_times_are_accepted_or_rejected_without_an_exception()
    {
        var id = await _commands.CreateAsync(Editing.Draft() with { ExpiresAt = DateTimeOffset.MaxValue });
        await _commands.PublishAsync(id, null, DateTimeOffset.MaxValue, Token).RejectedAsync<PublishingError.InvalidValue>();
        await _commands.PublishAsync(id, null, DateTimeOffset.MaxValue.AddDays(-1), Token).DoneAsync();
        await _commands.PublishAsync(id, null, DateTimeOffset.MinValue, Token).DoneAsync();

        var article = await database.ArticleAsync(id);
        Assert.Equal((article.UpdatedAt, 9999), (article.PublishedAt, article.ExpiresAt!.Value.Year));
    }

    [Fact]
    public async Task An_editor_can_change_one_field_although_a_stored_value_of_another_is_out_of_bounds()
    {
        var article = Some.PublicArticle(new string('h', 1500));
        article.Slug = "an-old-one";
        await database.StoreAsync(article);

        await _commands.UpdateAsync(article.Id, null, d => d with { Content = d.Content with { Urgency = 2 } }, Token).DoneAsync();

        Assert.Equal(2, (await database.ArticleAsync(article.Id)).Content.Urgency);
    }
}
