namespace NewsApi.Benchmarks.Live;

/// <summary>Invents articles and filters out of a few sections and topics; the same ones in each run.</summary>
internal sealed class TemplateGenerator(IReadOnlyList<string> topics)
{
    private const int TopicsPerArticle = 2;
    private const int MostUrgency = 9;

    private static readonly string[] Sections = ["Politics", "Economy", "World", "Culture", "Science", "Sport", "Weather", "Health"];

    private readonly Random _random = new(21578);
    private int _number;

    /// <summary>How many topics are needed for so many different filters, with some to spare.</summary>
    public static int TopicsFor(int filters) => Math.Max(10, filters * 3 / 2 / ((Sections.Length + 1) * MostUrgency));

    public ArticleTemplate Next() => new(
        ++_number,
        Sections[_random.Next(Sections.Length)],
        [.. Enumerable.Range(0, TopicsPerArticle).Select(_ => topics[_random.Next(topics.Count)]).Distinct()],
        _random.Next(1, MostUrgency + 1));

    public ArticleTemplate[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    /// <summary>Filters of which no two are the same, and none lets everything pass.</summary>
    public Filter[] Filters(int count)
    {
        var all = (
            from section in Sections.Prepend(null)
            from topic in topics.Prepend(null)
            from urgency in Enumerable.Range(1, MostUrgency - 1).Select(u => (int?)u).Prepend(null)
            where section is not null || topic is not null || urgency is not null
            select new Filter(section, topic, urgency)).ToArray();
        _random.Shuffle(all);
        return all[..count];
    }
}
