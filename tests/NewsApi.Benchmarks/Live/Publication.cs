namespace NewsApi.Benchmarks.Live;

/// <summary>A publication: where it stands in the log, and when, in ticks of the stopwatch.</summary>
/// <param name="Sent">Just before the mutation was sent.</param>
/// <param name="Answered">Right after its answer had come; the commit lies before that.</param>
internal sealed record Publication(ArticleTemplate Article, long Position, long Sent, long Answered);
