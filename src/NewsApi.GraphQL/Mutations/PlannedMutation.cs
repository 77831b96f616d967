using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Mutations;

/// <summary>A planned mutation. It runs the commands, then reads the changed row for the payload.</summary>
internal sealed class PlannedMutation(
    Mutation mutation, MutationContext context, IDictionary<string, object?> input, Selection selection) : IPlannedRead
{
    public int ReadCount => mutation.ReturnsRow ? 1 : 0;

    public async Task<object?> ReadAsync(NewsSnapshot snapshot, CancellationToken cancellationToken)
    {
        // The commands must run before the first statement of the snapshot, because that statement begins the snapshot. Otherwise the
        // payload would show the row before the change.
        var outcome = await mutation.Run(context, input, cancellationToken);
        if (!mutation.ReturnsRow || outcome.Subject is not var (field, value))
        {
            return outcome;
        }

        try
        {
            var row = await snapshot.ReadOneAsync(selection, field, value, cancellationToken);
            return outcome with { Row = row, Cursor = outcome.Cursor ?? snapshot.Cursor };
        }
        catch (Exception failure) when (outcome.IsWritten)
        {
            // The change stands, whatever happened to the read: a client that got only an error would send the mutation again.
            return outcome with { ReadFailure = failure };
        }
    }
}
