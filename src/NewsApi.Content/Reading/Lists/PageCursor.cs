using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// The cursor of a row in a list: the values of the list's sort keys and the id, and a digest of the list, so that a cursor
/// handed to another sort or filter is refused instead of paging through nonsense. Base64url of a JSON array.
/// </summary>
public static class PageCursor
{
    /// <param name="digest">The list's <see cref="Digest"/>.</param>
    internal static string Write(ListQuery list, string digest, Row row)
    {
        object?[] values = [digest, .. list.Order.Select(k => Plain(row[k.Field])), row.Id];
        return Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(values, ContentJson.Options));
    }

    /// <summary>Reads a cursor for that list; what is wrong with it otherwise.</summary>
    public static (ValueList<object?>? Values, PageCursorError? Error) Read(ListQuery list, string cursor)
    {
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(cursor));
            if (json.RootElement.ValueKind != JsonValueKind.Array || json.RootElement.GetArrayLength() < 2
                || json.RootElement[0].ValueKind != JsonValueKind.String)
            {
                return (null, PageCursorError.Malformed);
            }

            if (json.RootElement[0].GetString() != Digest(list))
            {
                return (null, PageCursorError.OfAnotherList);
            }

            Field[] fields = [.. list.Order.Select(k => k.Field), list.Table.Id];
            return json.RootElement.GetArrayLength() == fields.Length + 1
                ? ([.. fields.Select((f, i) => Value(json.RootElement[i + 1], f))], null)
                : (null, PageCursorError.Malformed);
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return (null, PageCursorError.Malformed);
        }
    }

    internal static string Digest(ListQuery list) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(list.Key)).AsSpan(0, 6));

    private static object? Plain(object? value) => value switch
    {
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        Enum number => Convert.ToInt16(number, CultureInfo.InvariantCulture),
        _ => value,
    };

    private static object? Value(JsonElement json, Field field) => json.ValueKind == JsonValueKind.Null
        ? (field.Nullable ? null : throw new FormatException($"{field} is never null."))
        : Value(json, field.Type);

    private static object Value(JsonElement json, Type type) => json.ValueKind switch
    {
        _ when type == typeof(string) => Text(json.GetString()!),
        _ when type == typeof(DateTimeOffset) => json.GetDateTimeOffset().UtcDateTime,
        _ when type == typeof(int) => json.GetInt32(),
        _ when type == typeof(long) => json.GetInt64(),
        _ when type == typeof(double) => json.GetDouble(),
        _ when type == typeof(bool) => json.GetBoolean(),
        _ when type == typeof(ArticleStatus) || type == typeof(EntityKind) || type == typeof(MentionRelation) => json.GetInt16(),
        _ => throw new FormatException($"A list is not sorted by a {type.Name}."),
    };

    // PostgreSQL keeps no NUL in text, so no row ever had a cursor with one.
    private static string Text(string text) => text.Contains('\0', StringComparison.Ordinal) ? throw new FormatException("NUL") : text;
}
