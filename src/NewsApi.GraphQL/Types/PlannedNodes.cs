using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>The plan of a read of rows by their global ids. It needs one read for each table that the ids belong to.</summary>
/// <param name="ids">
/// The ids in the order of the response, each with the text that the client sent. An id is null if this text is invalid. An id may occur
/// more than once.
/// </param>
/// <param name="selections">The selections of the rows, by the tables that the ids belong to.</param>
internal sealed class PlannedNodes(
    ((ContentTable Table, long Id)? Id, string Text)[] ids, IReadOnlyDictionary<ContentTable, Selection> selections) : IPlannedRead
{
    public int ReadCount => selections.Count;

    public async Task<object?> ReadAsync(NewsSnapshot snapshot, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<(ContentTable, long), Row?>();
        foreach (var (table, selection) in selections)
        {
            long[] requested = [.. ids.Where(id => id.Id?.Table == table).Select(id => id.Id?.Id).OfType<long>().Distinct()];

            // The key is the requested id, because a read by the id of a merged entity returns a row with another id.
            foreach (var (id, row) in requested.Zip(await snapshot.ReadByIdAsync(selection, requested, cancellationToken)))
            {
                rows[(table, id)] = row;
            }
        }

        return Array.ConvertAll(ids, id => id.Id is { } known ? rows.GetValueOrDefault(known) : (object)RequestError.InvalidId(id.Text));
    }
}
