using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Mutations;

/// <summary>The result of a mutation. The fields of the payload show values of this object.</summary>
internal sealed record MutationOutcome : WriteResult
{
    /// <summary>Null if the mutation was rejected; otherwise a unique field and its value, which identify the changed row.</summary>
    public (Field Field, object Value)? Subject { get; init; }

    /// <summary>Null if the mutation succeeded; otherwise the reasons why it was rejected.</summary>
    public IReadOnlyList<PublishingError>? Errors { get; init; }

    /// <summary>The changed row, read after the change.</summary>
    public Row? Row { get; init; }

    /// <summary>
    /// The object whose values the fields of <see cref="Mutation.MoreFields"/> show. Only some mutations have these fields.
    /// </summary>
    public object? Details { get; init; }

    /// <param name="id">Returns the id of the changed row.</param>
    public static MutationOutcome Of<T>(CommandResult<T> result, ContentTable table, Func<T, long> id) => result switch
    {
        CommandResult<T>.Committed committed =>
            new() { Subject = (table.Id, id(committed.Value)), Cursor = committed.Cursor, IsWritten = true },
        CommandResult<T>.Unchanged same => new() { Subject = (table.Id, id(same.Value)), Cursor = same.Cursor },
        CommandResult<T>.Rejected rejected => Reject([.. rejected.Errors]),
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };

    public static MutationOutcome Reject(params IReadOnlyList<PublishingError> errors) => new() { Errors = errors };
}
