using NewsApi.Content.Articles;
using NewsApi.Content.Entities;

namespace NewsApi.Benchmarks;

/// <summary>Articles and what they name, ready for our tables.</summary>
internal interface ICorpus
{
    string Name { get; }

    /// <summary>To be called before <see cref="Articles"/>.</summary>
    IReadOnlyList<Entity> Entities();

    IEnumerable<Article> Articles();
}
