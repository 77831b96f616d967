using Npgsql;

namespace NewsApi.Content.Reading.Statements;

/// <summary>A statement, and the action that is called for each row of its result.</summary>
internal sealed record Statement(SqlText Sql, Action<NpgsqlDataReader> EachRow);
