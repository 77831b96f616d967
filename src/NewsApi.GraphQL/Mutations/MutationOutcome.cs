using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.Content.Wire;

namespace NewsApi.GraphQL.Mutations;

/// <summary>What came of a mutation; everything is null that did not happen.</summary>
/// <param name="Id">The thing it was done to.</param>
/// <param name="Cursor">Where the change stands in the log.</param>
internal sealed record MutationOutcome(long? Id, WireCursor? Cursor, IReadOnlyList<PublishingError>? Errors = null)
{
    /// <summary>The thing as it is now, read for the answer.</summary>
    public Row? Thing { get; init; }

    /// <summary>What else the payload shows.</summary>
    public object? More { get; init; }

    public static MutationOutcome Of<T>(CommandResult<T> published, Func<T, long> id) => published switch
    {
        CommandResult<T>.Committed done => new(id(done.Value), done.Cursor),
        CommandResult<T>.Rejected refused => Refused([.. refused.Errors]),
        _ => throw new ArgumentOutOfRangeException(nameof(published)),
    };

    public static MutationOutcome Refused(params IReadOnlyList<PublishingError> errors) => new(null, null, errors);
}
