using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>The entities of a batch by what identifies them: the uri (rank 0), a topic's code (1), <c>sameAs</c> (2).</summary>
internal sealed class IdentifierIndex
{
    private readonly Dictionary<(EntityKind, string), (int Rank, MatchCandidate Candidate)> _best = [];

    /// <summary>
    /// Adds an identifier of a candidate; among several candidates with it, the lower rank counts, then a curated one, then the lower id.
    /// </summary>
    public void Add(EntityKind kind, string identifier, int rank, MatchCandidate candidate)
    {
        if (!_best.TryGetValue((kind, identifier), out var other)
            || Order(rank, candidate).CompareTo(Order(other.Rank, other.Candidate)) < 0)
        {
            _best[(kind, identifier)] = (rank, candidate);
        }
    }

    /// <summary>Returns the candidate that an identifier means in any of its spellings; null if there is none.</summary>
    public MatchCandidate? Find(EntityKind kind, string? identifier) => identifier is null
        ? null
        : Vocabulary.Spellings(identifier)
            .Where(spelling => _best.ContainsKey((kind, spelling)))
            .Select(spelling => _best[(kind, spelling)])
            .OrderBy(found => found.Rank)
            .FirstOrDefault().Candidate;

    private static (int, bool, long) Order(int rank, MatchCandidate candidate) => (rank, !candidate.Curated, candidate.Order);
}
