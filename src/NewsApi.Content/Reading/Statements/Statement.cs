using Npgsql;

namespace NewsApi.Content.Reading.Statements;

/// <summary>A statement, and the action that is called for each row of its result.</summary>
internal sealed record Statement(SqlText Sql, Action<NpgsqlDataReader> EachRow)
{
    /// <summary>The description of a statement whose reads another statement of the same batch describes.</summary>
    public static readonly Func<IEnumerable<ReadPart>> ReadsNothingElse = () => [];

    /// <summary>
    /// Describes what the result was read from. Called after the whole read. Null if the result may depend on all public content.
    /// </summary>
    public Func<IEnumerable<ReadPart>>? Reads { get; init; }
}
