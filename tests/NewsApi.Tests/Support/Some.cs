using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using Xunit;

namespace NewsApi.Tests.Support;

/// <summary>
/// Articles, people, places and topics with everything filled in that the database demands, for tests that set columns
/// themselves: times in particular. What feeds bring goes through the importer.
/// </summary>
internal static class Some
{
    private static int _count;

    /// <summary>A moment of no importance, long past.</summary>
    public static DateTimeOffset Moment { get; } = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A draft unless <paramref name="publishedAt"/> is given.</summary>
    public static Article Article(
        string headline = "Harbour bridge reopens", DateTimeOffset? publishedAt = null, ArticleContent? content = null)
    {
        var name = $"{headline} {Next()}";
        return new Article
        {
            Uri = $"urn:test:{name}",
            Slug = name,
            Content = (content ?? new ArticleContent { Headline = headline, Language = "en" }) with { Headline = headline },
            CreatedAt = Moment,
            UpdatedAt = Moment,
            PublishedAt = publishedAt,
            FirstPublishedAt = publishedAt,
        };
    }

    /// <summary>Public since <see cref="Moment"/>.</summary>
    public static Article PublicArticle(string headline = "Harbour bridge reopens") => Article(headline, Moment);

    public static Person Person(string name, bool curated = true) =>
        new() { Name = name, Slug = $"{name} {Next()}", NameKeys = [NameKey.Of(name)], Curated = curated, UpdatedAt = Moment };

    public static Place Place(string name, Place? within = null, bool curated = true) =>
        new()
        {
            Name = name,
            Slug = $"{name} {Next()}",
            NameKeys = [NameKey.Of(name)],
            Curated = curated,
            UpdatedAt = Moment,
            ParentId = within?.Id
        };

    public static Topic Topic(string name, Topic? broader = null, bool curated = true) =>
        new()
        {
            Name = name,
            Slug = $"{name} {Next()}",
            NameKeys = [NameKey.Of(name)],
            Curated = curated,
            UpdatedAt = Moment,
            ParentId = broader?.Id
        };

    /// <summary>The article names those, in that order. Entities must be stored already.</summary>
    public static Article Naming(this Article article, params Entity[] entities)
    {
        foreach (var entity in entities)
        {
            article.Mentions.Add(new Mention
            {
                EntityId = entity.Id,
                Kind = entity.Kind,
                Relation = MentionRelation.Mentions,
                Ordinal = article.Mentions.Count,
                PublishedAt = article.PublishedAt,
            });
        }

        article.SearchNames = ArticleNames.Join(
            entities.Select(e => e.Id), entities.DistinctBy(e => e.Id).ToDictionary(e => e.Id, e => (string[])[e.Name, .. e.Aliases]));
        return article;
    }

    /// <summary>Stores rows as they are, past every rule but the database's own.</summary>
    public static async Task StoreAsync(this TestDatabase database, params object[] rows)
    {
        await using var db = NewsDbContext.On(database.Source);
        db.AddRange(rows);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A word that no other test has.</summary>
    public static string Word() => $"word{Next()}";

    private static string Next() => Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
}
