using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;

namespace NewsApi.Benchmarks;

/// <summary>
/// A corpus of made-up words in the shape of a newsroom's archive: ten years with its working hours and its growth, now and then
/// two articles in one second, a few people, places and topics that are named all the time and many that hardly ever are.
/// </summary>
internal sealed class MadeCorpus(int articles, DateTimeOffset end) : ICorpus
{
    private const int Years = 10;
    private const double Ties = 0.005;
    private const double Updated = 0.12;

    private static readonly string[] Sections = ["Politics", "Economy", "World", "Culture", "Science", "Sport", "Weather", "Health"];

    // How many there are, and how many an article names: the most and, of those, how likely each one is.
    private static readonly (EntityKind Kind, long FirstId, int Count, int Most, double Likely)[] Kinds =
        [(EntityKind.Person, 100_000, 400, 2, 0.2), (EntityKind.Place, 200_000, 150, 3, 0.4), (EntityKind.Topic, 300_000, 120, 3, 0.35)];

    private readonly string[] _words = Words();

    public string Name => "made-up words";

    public IReadOnlyList<Entity> Entities() =>
        [.. Kinds.SelectMany(k => Enumerable.Range(1, k.Count).Select(i => Entity(k.Kind, k.FirstId, i)))];

    public IEnumerable<Article> Articles()
    {
        var random = new Random(21578);
        var times = Times(random);
        var ranks = Kinds.ToDictionary(k => k.Kind, k => Cumulative(Enumerable.Range(1, k.Count).Select(i => 1 / Math.Pow(i, 1.3))));
        for (var i = 0; i < articles; i++)
        {
            var id = i + 1L;
            var headline = Sentence(random, 5, 10);
            var text = string.Join("\n\n", Enumerable.Range(0, random.Next(2, 9)).Select(_ => Sentence(random, 15, 45)));
            var article = new Article
            {
                Id = id,
                Uri = $"urn:newsapi:benchmark:{id}",
                Slug = $"{headline.TrimEnd('.').ToLowerInvariant().Replace(' ', '-')}-{id}",
                Content = new ArticleContent
                {
                    Headline = headline.TrimEnd('.'),
                    Summary = Sentence(random, 15, 40),
                    Language = "en",
                    Urgency = random.Next(1, 10),
                    Body = $"<p>{text.Replace("\n\n", "</p><p>", StringComparison.Ordinal)}</p>",
                    Source = "Made-up Words",
                },
                BodyText = text,
                WordCount = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length,
                CreatedAt = times[i],
                PublishedAt = times[i],
                FirstPublishedAt = times[i],
                UpdatedAt = random.NextDouble() < Updated ? Earlier(times[i].AddMinutes(random.Next(1, 10_000)), end) : times[i],
            };
            Mention(article, random, ranks);
            yield return article;
        }
    }

    private static void Mention(Article article, Random random, Dictionary<EntityKind, double[]> ranks)
    {
        foreach (var (kind, firstId, _, most, likely) in Kinds)
        {
            foreach (var rank in Enumerable.Range(0, most).Where(_ => random.NextDouble() < likely).Select(_ => Draw(random, ranks[kind]))
                .Distinct())
            {
                article.Mentions.Add(new Mention
                {
                    ArticleId = article.Id,
                    EntityId = firstId + rank + 1,
                    Kind = kind,
                    Relation = MentionRelation.About,
                    Ordinal = article.Mentions.Count,
                    PublishedAt = article.PublishedAt,
                });
            }
        }

        var topic = article.Mentions.Find(m => m.Kind == EntityKind.Topic)?.EntityId ?? 0;
        article.Content = article.Content with { Section = topic > 0 ? Sections[topic % Sections.Length] : "News" };
    }

    /// <summary>The times of all articles, in order.</summary>
    private DateTimeOffset[] Times(Random random)
    {
        var start = end.AddYears(-Years);
        var hours = (int)(end - start).TotalHours;
        var weights = Cumulative(Enumerable.Range(0, hours).Select(i => Volume(start.AddHours(i)) * (1 + (0.6 * i / hours))));
        var times = Enumerable.Range(0, articles).Select(_ => start.AddSeconds((Draw(random, weights) * 3600) + random.Next(3600))).Order()
            .ToArray();
        for (var i = 1; i < times.Length; i++)
        {
            times[i] = random.NextDouble() < Ties ? times[i - 1] : times[i];
        }

        return times;
    }

    // Busy from eight to eight, a fifth of it at weekends, never quite silent.
    private static double Volume(DateTimeOffset hour) =>
        (0.1 + Math.Max(0, Math.Sin((hour.Hour - 8) * Math.PI / 12))) * (
            hour.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.2 : 1);

    private Entity Entity(EntityKind kind, long firstId, int number)
    {
        var name = Capital($"{_words[number % _words.Length]} {_words[number * 7 % _words.Length]} {number}");
        var slug = name.ToLowerInvariant().Replace(' ', '-');
        Entity entity = kind switch
        {
            EntityKind.Person => new Person { Slug = slug, Name = name },
            EntityKind.Place => new Place { Slug = slug, Name = name, CountryCode = "NO", Latitude = number % 90, Longitude = number },
            _ => new Topic
            {
                Slug = slug,
                Name = name,
                ParentId = number > Sections.Length ? firstId + (number % Sections.Length) + 1
                : null
            },
        };
        (entity.Id, entity.Description, entity.NameKeys, entity.Curated) = (firstId + number, $"About {name}.", NameKey.Of(name, []), true);
        return entity;
    }

    private string Sentence(Random random, int least, int most) =>
        $"{Capital(string.Join(' ', Enumerable.Range(0, random.Next(least, most)).Select(_ => _words[(int)(_words.Length * Math.Pow(random.NextDouble(), 2))])))}.";

    private static string Capital(string text) =>
        string.Concat(char.ToUpperInvariant(text[0]).ToString(CultureInfo.InvariantCulture), text[1..]);

    private static string[] Words()
    {
        string[] first = ["ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu"];
        string[] last = ["lan", "mer", "nid", "rop", "sut", "tal", "ven", "zin", "dor", "bum", "ra", "ne", "ti", "lo", "su"];
        return [.. first.SelectMany(a => first.SelectMany(b => last.Select(c => a + b + c)))];
    }

    private static double[] Cumulative(IEnumerable<double> weights)
    {
        var sum = 0.0;
        return [.. weights.Select(w => sum += w)];
    }

    private static int Draw(Random random, double[] cumulative)
    {
        var at = Array.BinarySearch(cumulative, random.NextDouble() * cumulative[^1]);
        return Math.Min(at < 0 ? ~at : at, cumulative.Length - 1);
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
