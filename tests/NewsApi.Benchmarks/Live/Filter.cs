namespace NewsApi.Benchmarks.Live;

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

    public bool Matches(ArticleTemplate article) =>
        (Section is null || Section == article.Section) && (Topic is null || article.Topics.Contains(Topic))
            && (MostUrgency is null || article.Urgency <= MostUrgency);
}
