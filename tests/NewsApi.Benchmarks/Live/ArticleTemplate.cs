using System.Globalization;

namespace NewsApi.Benchmarks.Live;

/// <summary>An article that is to be published, as far as filters see it.</summary>
/// <param name="Topics">Global ids.</param>
internal sealed record ArticleTemplate(int Number, string Section, IReadOnlyList<string> Topics, int Urgency)
{
    /// <summary>The input of <c>createArticle</c>.</summary>
    public object Input => new
    {
        headline = string.Create(CultureInfo.InvariantCulture, $"Story {Number} of the measurement, neither long nor short"),
        summary = "Two sentences say what it is about. They are as long as such sentences are in a newspaper of record.",
        language = "en",
        section = Section,
        urgency = Urgency,
        body = string.Concat(Enumerable.Repeat("<p>A paragraph like others, with a sentence or two about what has happened, to whom, and why it matters to whoever reads it.</p>", 8)),
        mentions = Topics.Select(t => new { entity = t }),
    };
}

/// <summary>A filter of a subscription; each part that is null lets everything pass.</summary>
/// <param name="Topic">A global id.</param>
/// <param name="MostUrgency">The highest number that passes.</param>
internal sealed record Filter(string? Section, string? Topic, int? MostUrgency)
{
    /// <summary>The variable <c>where</c>.</summary>
    public Dictionary<string, object> Where
    {
        get
        {
            var where = new Dictionary<string, object>();
            if (Section is not null)
            {
                where["section"] = new { eq = Section };
            }

            if (Topic is not null)
            {
                where["topics"] = new { some = new { id = new { eq = Topic } } };
            }

            if (MostUrgency is not null)
            {
                where["urgency"] = new { lte = MostUrgency };
            }

            return where;
        }
    }

    public bool Matches(ArticleTemplate story) =>
        (Section is null || Section == story.Section) && (Topic is null || story.Topics.Contains(Topic)) && (MostUrgency is null || story.Urgency <= MostUrgency);
}
