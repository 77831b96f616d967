using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Tests.Content.Reading;
using NewsApi.Tests.Support;

namespace NewsApi.Tests.GraphQL.Filtering;

/// <summary>Made-up news with all that filters find hard: few values, many of them missing, scripts of all kinds, trees.</summary>
internal static class RandomThings
{
    private static readonly string[] Names =
        ["Oslo", "OSLO", "Ærø", "ærø", "Москва", "МОСКВА", "Αθήνα Σ", "東京", "القاهرة", "50% off_season", @"a\b", "É", "E\u0301", "👩‍🚀",
        "\uffee", "Strasse ſ", "K"];

    /// <summary>Articles and entities out of few values, many of them missing, in two trees three levels deep.</summary>
    public static async Task StoreAsync(TestDatabase database, Random random, RandomNews news)
    {
        var entities = new List<Entity>();
        for (var i = 0; i < 40; i++)
        {
            var (name, curated) = (Pick(Names), random.Next(4) > 0);
            var parent = random.Next(3) > 0;
            Entity entity = (i % 3) switch
            {
                0 => Some.Person(name, curated),
                1 => Some.Place(name, parent ? Above<Place>() : null, curated),
                _ => Some.Topic(name, parent ? Above<Topic>() : null, curated),
            };
            entity.Description = random.Next(3) == 0 ? null : Pick(Names);
            entity.Uri = random.Next(3) == 0 ? null : $"urn:{Pick(Names)}:{i}";
            entity.Aliases = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Pick(Names))];
            entity.SameAs = random.Next(3) == 0 ? [] : [$"https://example.com/{Pick(Names)}"];
            if (entity is Place place)
            {
                (place.PlaceKind, place.CountryCode) =
                    (random.Next(3) == 0 ? null : Pick(Names), random.Next(3) == 0 ? null : Pick("NO", "RU", "GR"));
                place.Latitude = random.Next(3) == 0 ? null : random.Next(-2, 3);
                place.Longitude = random.Next(3) == 0 ? null : random.Next(-2, 3) / 4d;
            }
            else if (entity is Topic topic)
            {
                topic.Code = random.Next(3) == 0 ? null : Pick(Names);
            }

            await database.StoreAsync(entity);
            entities.Add(entity);
        }

        var articles = news.SomeArticles(60);
        foreach (var article in articles)
        {
            article.Mentions.Clear();
            article.Naming([.. entities.Where(_ => random.Next(8) == 0)]);
            foreach (var mention in article.Mentions)
            {
                mention.Relevance = random.Next(3) == 0 ? null : random.Next(3) * 50;
                mention.Relation = Pick(MentionRelation.About, MentionRelation.Mentions, MentionRelation.Located);
            }

            article.Content = article.Content with
            {
                Byline = random.Next(2) == 0 ? null : Pick(Names),
                Genre = random.Next(2) == 0 ? null
                : Pick(Names),
                Dateline = random.Next(2) == 0 ? null : Pick(Names)
            };
        }

        await database.StoreAsync(articles);

        T? Above<T>()
            where T : Entity => entities.OfType<T>().ToArray() is { Length: > 0 } above ? Pick(above) : null;

        T Pick<T>(params T[] from) => from[random.Next(from.Length)];
    }
}
