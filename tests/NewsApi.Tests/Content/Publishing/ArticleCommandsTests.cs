using NewsApi.Content.Articles;
using NewsApi.Content.Publishing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Publishing;

public sealed class ArticleCommandsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly ArticleCommands _commands = new(database.Database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_log_has_a_row_when_an_article_is_published_edited_withdrawn_republished_or_expires()
    {
        var oslo = await database.StoredAsync(Some.Place("Oslo"));
        var id = await _commands.CreateAsync(Editing.Draft("First words", oslo));
        await _commands.PublishAsync(id, 1, TimeProvider.System.GetUtcNow().AddHours(1), Token).DoneAsync();
        await _commands.PublishAsync(id, 2, null, Token).DoneAsync();
        await _commands.UpdateAsync(id, 3, d => d.Saying("Second words"), Token).DoneAsync();
        await _commands.WithdrawAsync(id, 4, "Not true.", Token).DoneAsync();
        await _commands.UpdateAsync(
            id, 5, d => d.Saying("Third words") with { ExpiresAt = TimeProvider.System.GetUtcNow().AddMinutes(30) }, Token).DoneAsync();
        await _commands.PublishAsync(id, 6, null, Token).DoneAsync();
        await database.PassAnHourAsync(id);
        await _commands.UpdateAsync(id, 7, d => d.Saying("Fourth words"), Token).DoneAsync();
        await _commands.UpdateAsync(id, 8, d => d.Saying("Fifth words"), Token).DoneAsync();

        (string?, string?, bool)[] said =
        [
            (null, null, true),
            (null, null, true),
            (null, "First words", false),
            ("First words", "Second words", false),
            ("Second words", null, false),
            (null, null, true),
            (null, "Third words", false),
            ("Third words", null, false),
            (null, null, true),
            (null, null, true),
        ];
        var log = await database.LogAsync(id);
        Assert.Equal(said, log.Select(r => (r.Before?.Content.Headline, r.After?.Content.Headline, r.Internal)));
        Assert.Equal([3, 4, 7], log.Where(r => r.After is not null).Select(r => r.After!.Version));
        Assert.All(log.Select(r => r.After ?? r.Before).Where(f => f is not null), f =>
            Assert.Equal(oslo, Assert.Single(f!.Mentions).EntityId));
        Assert.False((await database.ArticleAsync(id)).IsPublicInLog);
    }

    [Fact]
    public async Task An_edit_of_an_article_that_became_due_first_appends_its_publication()
    {
        var id = await _commands.CreateAsync(Editing.Draft("As it appeared"));
        await _commands.PublishAsync(id, 1, TimeProvider.System.GetUtcNow().AddMinutes(30), Token).DoneAsync();
        await database.PassAnHourAsync(id);
        await _commands.UpdateAsync(id, 2, d => d.Saying("As it was edited"), Token).DoneAsync();

        // Whoever read a page between the two has it as it appeared, and is told of the edit as one.
        Assert.Equal(
            [(null, "As it appeared"), ("As it appeared", "As it was edited")],
            (await database.LogAsync(id)).Where(r => !r.Internal).Select(r => (r.Before?.Content.Headline, r.After?.Content.Headline)));
        Assert.True((await database.ArticleAsync(id)).IsPublicInLog);
    }

    [Fact]
    public async Task Facts_contain_all_ancestors_of_an_entity_and_every_id_merged_into_it()
    {
        var europe = Some.Place("Europe");
        await database.StoreAsync(europe);
        var norway = Some.Place("Norway", europe);
        await database.StoreAsync(norway);
        var oslo = Some.Place("Oslo", norway);
        await database.StoreAsync(oslo);
        await database.ExecuteAsync($"insert into merged_entity (id, kind, into_id) values (901, 2, {oslo.Id}), (902, 2, {norway.Id})");

        var id = await _commands.PublishedAsync(Editing.Draft("In the capital", 901));

        var mention = Assert.Single((await database.LogAsync(id))[^1].After!.Mentions);
        Assert.Equal((oslo.Id, [oslo.Id, 901]), (mention.EntityId, mention.Ids));
        Assert.Equal([norway.Id, 902, europe.Id], mention.Within);
    }

    [Fact]
    public async Task A_body_is_sanitised_and_sets_its_text_and_word_count()
    {
        var id = await _commands.CreateAsync(Editing.Draft() with
        {
            Content = new ArticleContent
            {
                Headline = "Safe",
                Language = "en",
                Body = "<p onclick='x()'>Two <b>words</b></p><script>alert(1)</script>"
            },
        });

        var article = await database.ArticleAsync(id);
        Assert.DoesNotContain("script", article.Content.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("onclick", article.Content.Body, StringComparison.Ordinal);
        Assert.Equal(("Two words", 2), (article.BodyText, article.WordCount));

        await _commands.UpdateAsync(id, null, d => d with { Content = d.Content with { Body = "<p>Now these three</p>" } }, Token)
            .DoneAsync();
        Assert.Equal(3, (await database.ArticleAsync(id)).WordCount);
    }

    [Fact]
    public async Task A_correction_stores_its_time_and_note_and_changes_the_content()
    {
        var id = await _commands.PublishedAsync(Editing.Draft("Seven injured"));

        await _commands.CorrectAsync(id, 2, "Five were injured, not seven.", d => d.Saying("Five injured"), Token).DoneAsync();
        await _commands.CorrectAsync(id, 3, "On Monday, not on Sunday.", d => d, Token).DoneAsync();

        var article = await database.ArticleAsync(id);
        Assert.Equal(["Five were injured, not seven.", "On Monday, not on Sunday."], article.Corrections.Select(c => c.Note));
        Assert.Equal(article.UpdatedAt, article.Corrections[^1].CorrectedAt);
        Assert.Equal(("Five injured", 4), (article.Content.Headline, article.Version));
        Assert.Equal(["Seven injured", "Seven injured", "Five injured"], (await database.VersionsAsync(id))
            .Select(v => v.Content.Headline));
    }

    [Fact]
    public async Task A_command_without_a_change_writes_nothing_and_returns_the_head_of_the_log()
    {
        var id = await _commands.PublishedAsync(Editing.Draft());
        var head = await database.HeadAsync();

        var done = await _commands.UpdateAsync(id, 2, d => d, Token).DoneAsync();

        Assert.Equal((2, head), (done.Value.Version, done.Cursor.Position));
        Assert.Equal(head, await database.HeadAsync());
    }

    [Fact]
    public async Task The_times_of_an_article_are_those_of_its_commands()
    {
        var id = await _commands.PublishedAsync(Editing.Draft());
        var first = await database.ArticleAsync(id);
        Assert.Equal((first.UpdatedAt, first.UpdatedAt), (first.PublishedAt, first.FirstPublishedAt));

        await _commands.WithdrawAsync(id, null, "Wrong bridge.", Token).DoneAsync();
        var withdrawn = await database.ArticleAsync(id);
        Assert.Equal((first.PublishedAt, "Wrong bridge."), (withdrawn.PublishedAt, withdrawn.WithdrawalReason));

        var later = DateTimeOffset.FromUnixTimeSeconds(4_000_000_000);
        await _commands.PublishAsync(id, null, later, Token).DoneAsync();
        var scheduled = await database.ArticleAsync(id);
        Assert.Equal((later, first.PublishedAt, null, null),
            (scheduled.PublishedAt, scheduled.FirstPublishedAt, scheduled.WithdrawnAt, scheduled.WithdrawalReason));

        await _commands.WithdrawAsync(id, null, null, Token).DoneAsync();
        var calledOff = await database.ArticleAsync(id);
        Assert.Equal((first.PublishedAt, calledOff.UpdatedAt), (calledOff.PublishedAt, calledOff.WithdrawnAt));

        await _commands.PublishAsync(id, null, null, Token).DoneAsync();
        var again = await database.ArticleAsync(id);
        Assert.Equal((again.UpdatedAt, first.PublishedAt), (again.PublishedAt, again.FirstPublishedAt));
    }

    [Fact]
    public async Task Withdrawn_text_is_not_among_the_public_versions_of_a_republished_article()
    {
        var id = await _commands.PublishedAsync(Editing.Draft("Said too much"));
        await _commands.UpdateAsync(id, null, d => d.Saying("Said less"), Token).DoneAsync();
        await _commands.WithdrawAsync(id, null, null, Token).DoneAsync();
        await _commands.UpdateAsync(id, null, d => d.Saying("Said right"), Token).DoneAsync();
        await _commands.PublishAsync(id, null, null, Token).DoneAsync();
        await _commands.UpdateAsync(id, null, d => d.Saying("Said better"), Token).DoneAsync();

        Assert.Equal(["Said right"], (await database.VersionsAsync(id)).Where(v => v.PublishedAt <= v.ReplacedAt)
            .Select(v => v.Content.Headline));
    }

    [Fact]
    public async Task An_entity_named_twice_is_one_mention_with_the_time_of_publication()
    {
        var (oslo, bergen) = (await database.StoredAsync(Some.Place("Oslo")), await database.StoredAsync(Some.Place("Bergen")));
        var id = await _commands.PublishedAsync(Editing.Draft() with
        {
            Mentions = [new(bergen, MentionRelation.Located, 40), new(oslo), new(bergen, MentionRelation.About, 90)],
        });

        var article = await database.ArticleAsync(id);
        Assert.Equal([(bergen, 40, 0), (oslo, (int?)null, 1)], article.Mentions.Select(m => (m.EntityId, m.Relevance, m.Ordinal)));
        Assert.All(article.Mentions, m => Assert.Equal(article.PublishedAt, m.PublishedAt));
    }

    [Fact]
    public async Task A_uri_is_generated_or_given_belongs_to_one_article_and_cannot_be_changed()
    {
        var made = await database.ArticleAsync(await _commands.CreateAsync(Editing.Draft()));
        Assert.StartsWith("urn:newsapi:article:", made.Uri, StringComparison.Ordinal);

        var id = await _commands.CreateAsync(Editing.Draft() with { Uri = "urn:own:1" });
        var taken = await _commands.CreateAsync(Editing.Draft() with { Uri = "urn:own:1" }, Token)
            .RejectedAsync<PublishingError.UriTaken>();
        Assert.Equal(("urn:own:1", id), (taken.Uri, taken.ById));

        var changed = await _commands.UpdateAsync(id, null, d => d with { Uri = "urn:own:2" }, Token)
            .RejectedAsync<PublishingError.InvalidValue>();
        Assert.Equal("uri", changed.Field);
    }

    [Fact]
    public async Task A_command_that_expects_another_version_is_rejected_with_the_current_version()
    {
        var id = await _commands.PublishedAsync(Editing.Draft());

        var conflict = await _commands.WithdrawAsync(id, 1, null, Token).RejectedAsync<PublishingError.VersionConflict>();

        Assert.Equal((id, 1, 2), (conflict.Id, conflict.Expected, conflict.Current));
    }
}
