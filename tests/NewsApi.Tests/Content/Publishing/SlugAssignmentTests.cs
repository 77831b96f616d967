using NewsApi.Content.Publishing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Publishing;

public sealed class SlugAssignmentTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly ArticleCommands _commands = new(database.Database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sixteen_concurrent_articles_with_the_same_headline_get_sixteen_slugs()
    {
        var done = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => Task.Run(() => _commands.CreateAsync(Editing.Draft("Everybody writes this")), Token)));

        var slugs = await Task.WhenAll(done.Select(SlugAsync));
        Assert.Equal(
            ["everybody-writes-this", .. Enumerable.Range(2, 15).Select(n => $"everybody-writes-this-{n}")],
            slugs.OrderBy(s => s.Length).ThenBy(s => s, StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_slug_of_a_draft_follows_its_headline_until_it_is_published()
    {
        var id = await _commands.CreateAsync(Editing.Draft("Working title"));
        await _commands.UpdateAsync(id, null, d => d.Saying("Real title"), Token).DoneAsync();
        Assert.Equal("real-title", await SlugAsync(id));

        await _commands.PublishAsync(id, null, null, Token).DoneAsync();
        await _commands.UpdateAsync(id, null, d => d.Saying("Better title"), Token).DoneAsync();
        Assert.Equal("real-title", await SlugAsync(id));

        // Nobody ever saw it under its working title, so that is free.
        Assert.Equal("working-title", await SlugAsync(await _commands.CreateAsync(Editing.Draft("Working title"))));
    }

    [Fact]
    public async Task A_requested_slug_stays_when_the_headline_changes()
    {
        var id = await _commands.CreateAsync(Editing.Draft("Council votes on budget") with { Slug = "Budget 2027" });
        await _commands.UpdateAsync(id, null, d => d.Saying("Council rejects budget"), Token).DoneAsync();
        Assert.Equal("budget-2027", await SlugAsync(id));
    }

    [Fact]
    public async Task A_replaced_public_slug_stays_reserved_for_its_article()
    {
        var id = await _commands.PublishedAsync(Editing.Draft("Ferry aground"));
        await _commands.UpdateAsync(id, null, d => d with { Slug = "ferry-accident" }, Token).DoneAsync();
        Assert.Equal(id, await FormerAsync("ferry-aground"));

        var other = await _commands.CreateAsync(Editing.Draft("Ferry aground"));
        Assert.Equal("ferry-aground-2", await SlugAsync(other));
        Assert.Equal("ferry-aground",
            (await _commands.UpdateAsync(other, null, d => d with { Slug = "ferry-aground" }, Token)
            .RejectedAsync<PublishingError.SlugTaken>()).Slug);
        await _commands.CreateAsync(Editing.Draft() with { Slug = "ferry-accident" }, Token).RejectedAsync<PublishingError.SlugTaken>();

        await _commands.UpdateAsync(id, null, d => d with { Slug = "ferry-aground" }, Token).DoneAsync();
        Assert.Equal("ferry-aground", await SlugAsync(id));
        Assert.Equal(id, await FormerAsync("ferry-accident"));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from former_slug where slug = 'ferry-aground'"));
    }

    [Fact]
    public async Task An_import_does_not_take_a_former_slug_of_another_article()
    {
        var id = await _commands.PublishedAsync(Editing.Draft("Mayor resigns"));
        await _commands.UpdateAsync(id, null, d => d with { Slug = "mayor-goes" }, Token).DoneAsync();

        var uri = await new TestNewsroom(database.Database).PublishAsync("Mayor resigns");

        Assert.Equal("mayor-resigns-2", await database.ScalarAsync<string>($"select slug from article where uri = '{uri}'"));
    }

    private Task<string> SlugAsync(long id) => database.ScalarAsync<string>($"select slug from article where id = {id}");

    private Task<long> FormerAsync(string slug) =>
        database.ScalarAsync<long>($"select subject_id from former_slug where kind = 0 and slug = '{slug}'");
}
