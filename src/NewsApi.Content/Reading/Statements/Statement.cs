using Npgsql;

namespace NewsApi.Content.Reading.Statements;

/// <summary>A statement and what to do with each row of its answer.</summary>
internal sealed record Statement(SqlText Sql, Action<NpgsqlDataReader> EachRow);
