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
        body = string.Concat(Enumerable.Repeat(
            "<p>A paragraph like others, with a sentence or two about what has happened, to whom, and why it matters to its readers.</p>",
                8)),
        mentions = Topics.Select(t => new { entity = t }),
    };
}
