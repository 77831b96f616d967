using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.Content.Wire;

namespace NewsApi.GraphQL.Mutations;

/// <summary>The result of a mutation, which the fields of its payload show.</summary>
internal sealed record MutationOutcome
{
    /// <summary>A unique field and its value, which identify the changed row; null where the mutation was rejected.</summary>
    public (Field Field, object Value)? Subject { get; init; }

    /// <summary>The log position of the change; null where the mutation was rejected.</summary>
    public WireCursor? Cursor { get; init; }

    /// <summary>Why the mutation was rejected; null where it was not.</summary>
    public IReadOnlyList<PublishingError>? Errors { get; init; }

    /// <summary>The changed row, read after the change.</summary>
    public Row? Row { get; init; }

    /// <summary>What else the payload of this mutation shows.</summary>
    public object? Details { get; init; }

    /// <param name="id">Returns the id of the changed row.</param>
    public static MutationOutcome Of<T>(CommandResult<T> result, ContentTable table, Func<T, long> id) => result switch
    {
        CommandResult<T>.Committed committed => new() { Subject = (table.Id, id(committed.Value)), Cursor = committed.Cursor },
        CommandResult<T>.Unchanged same => new() { Subject = (table.Id, id(same.Value)), Cursor = same.Cursor },
        CommandResult<T>.Rejected rejected => Reject([.. rejected.Errors]),
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };

    public static MutationOutcome Reject(params IReadOnlyList<PublishingError> errors) => new() { Errors = errors };
}
