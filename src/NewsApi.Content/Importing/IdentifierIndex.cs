using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>
/// The entities of a batch by identifier. An identifier of an entity has the rank 0 if it is the entity's uri, 1 if it is the code of a
/// topic, and 2 if it is a <c>sameAs</c>.
/// </summary>
internal sealed class IdentifierIndex
{
    private readonly Dictionary<(EntityKind, string), (int Rank, MatchCandidate Candidate)> _best = [];

    /// <summary>
    /// Adds an identifier of a candidate. If several candidates have the identifier, only one is kept. A lower rank of the identifier is
    /// preferred. If the ranks are equal, a curated candidate is preferred, then the lowest id.
    /// </summary>
    public void Add(EntityKind kind, string identifier, int rank, MatchCandidate candidate)
    {
        if (!_best.TryGetValue((kind, identifier), out var other)
            || Order(rank, candidate).CompareTo(Order(other.Rank, other.Candidate)) < 0)
        {
            _best[(kind, identifier)] = (rank, candidate);
        }
    }

    /// <summary>Returns the candidate that has an identifier in any of its spellings; null if there is none.</summary>
    public MatchCandidate? Find(EntityKind kind, string? identifier) => identifier is null
        ? null
        : Vocabulary.Spellings(identifier)
            .Where(spelling => _best.ContainsKey((kind, spelling)))
            .Select(spelling => _best[(kind, spelling)])
            .OrderBy(found => found.Rank)
            .FirstOrDefault().Candidate;

    private static (int, bool, long) Order(int rank, MatchCandidate candidate) => (rank, !candidate.Curated, candidate.Order);
}
