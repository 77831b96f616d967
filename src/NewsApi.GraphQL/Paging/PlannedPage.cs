using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Suggesting;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Paging;

/// <summary>The plan of a read of one page of a list.</summary>
/// <param name="misspelled">The search whose words to look up, if the page is read with a suggestion for it; null otherwise.</param>
internal sealed class PlannedPage(ListQuery list, Suggester? suggester, string? misspelled) : IPlannedRead
{
    public int ReadCount => misspelled is null ? 1 : 3;

    public async Task<object?> ReadAsync(NewsSnapshot snapshot, CancellationToken cancellationToken)
    {
        var page = await snapshot.ReadPageAsync(list, cancellationToken);
        if (misspelled is null || suggester is null)
        {
            return page;
        }

        // The words in memory may be newer than the snapshot.
        snapshot.Reads.AddMoment();
        return page with { SearchSuggestion = await suggester.CorrectAsync(snapshot, misspelled, cancellationToken) };
    }
}
