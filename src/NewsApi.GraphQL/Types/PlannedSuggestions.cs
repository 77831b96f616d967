using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Suggesting;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>The plan of the suggestions for a typed text.</summary>
internal sealed class PlannedSuggestions(Suggester suggester, SuggestionQuery query) : IPlannedRead
{
    public int ReadCount => SuggestionQuery.MaxReads;

    public async Task<object?> ReadAsync(NewsSnapshot snapshot, CancellationToken cancellationToken)
    {
        // The index may be newer than the snapshot.
        snapshot.Reads.AddMoment();
        return await suggester.SuggestAsync(snapshot, query, cancellationToken);
    }
}
