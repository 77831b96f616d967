using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using Npgsql;

namespace NewsApi.Content.Reading;

/// <summary>Reads the columns of a result into a <see cref="Row"/>. The type of a field decides how its column is read.</summary>
internal static class RowReader
{
    /// <param name="columns">The fields to read, in the order of the columns of the result.</param>
    /// <param name="offset">The index of the column that has the first field.</param>
    public static Row Read(NpgsqlDataReader reader, ContentTable table, Field[] columns, int offset = 0)
    {
        var values = new object?[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            values[i] = ReadValue(reader, offset + i, columns[i].Type);
        }

        return new Row(table, columns, values);
    }

    /// <summary>Reads a value for <see cref="Row.GetRaw"/>: a text as UTF-8.</summary>
    public static object? ReadValue(NpgsqlDataReader reader, int column, Type type)
    {
        if (reader.IsDBNull(column))
        {
            return null;
        }

        return Type.GetTypeCode(type) switch
        {
            _ when type == typeof(ArticleStatus) => (ArticleStatus)reader.GetInt16(column),
            _ when type == typeof(EntityKind) => (EntityKind)reader.GetInt16(column),
            _ when type == typeof(MentionRelation) => (MentionRelation)reader.GetInt16(column),
            _ when type == typeof(MentionOrigin) => (MentionOrigin)reader.GetInt16(column),
            TypeCode.String => reader.GetFieldValue<byte[]>(column),
            TypeCode.Int32 => reader.GetInt32(column),
            TypeCode.Int64 => reader.GetInt64(column),
            TypeCode.Double => reader.GetDouble(column),
            TypeCode.Boolean => reader.GetBoolean(column),
            _ when type == typeof(DateTimeOffset) => reader.GetDateTime(column),
            _ when type == typeof(string[]) => reader.GetFieldValue<string[]>(column),
            _ when type == typeof(long[]) => reader.GetFieldValue<long[]>(column),
            _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>) =>
                JsonSerializer.Deserialize(reader.GetString(column), type.GenericTypeArguments[0].MakeArrayType(), ContentJson.Options),
            _ => throw new InvalidOperationException($"No column is read as {type}."),
        };
    }
}
