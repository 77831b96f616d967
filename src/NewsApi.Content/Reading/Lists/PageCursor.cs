using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// The cursor of a row in a list: a digest of the list, the values of the sort keys, and the id. In a list that is sorted by relevance, the
/// cursor ends with the moment from which the age of articles is measured. A cursor is a JSON array in Base64url. The digest depends on the
/// filter and the sort order. A cursor with the digest of another list is rejected, because its values would begin the page at an arbitrary
/// row.
/// </summary>
public static class PageCursor
{
    /// <param name="digest">The result of <see cref="ComputeDigest"/> for the list.</param>
    internal static string Write(ListQuery list, string digest, Row row)
    {
        object?[] moment = list.Moment is { } pinned ? [ToJson(pinned)] : [];
        object?[] values = [digest, .. list.Order.Select(k => ToJson(row[k.Field])), row.Id, .. moment];
        return Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(values, ContentJson.Options));
    }

    /// <summary>Returns the values of a cursor of the list, or the reason why the cursor is rejected.</summary>
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

            if (json.RootElement[0].GetString() != ComputeDigest(list))
            {
                return (null, PageCursorError.OfAnotherList);
            }

            Field[] fields = [.. list.Order.Select(k => k.Field), list.Table.Id];
            return json.RootElement.GetArrayLength() == fields.Length + (list.Moment is null ? 1 : 2)
                ? ([.. fields.Select((f, i) => ReadValue(json.RootElement[i + 1], f))], null)
                : (null, PageCursorError.Malformed);
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return (null, PageCursorError.Malformed);
        }
    }

    /// <summary>
    /// Returns the moment from which the list of a cursor measures the age of articles. Returns null if the cursor has no such moment or is
    /// malformed.
    /// </summary>
    public static DateTime? ReadMoment(string cursor)
    {
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(cursor));
            return json.RootElement.ValueKind == JsonValueKind.Array && json.RootElement.GetArrayLength() > 0
                && json.RootElement[json.RootElement.GetArrayLength() - 1] is { ValueKind: JsonValueKind.String } last
                && last.TryGetDateTimeOffset(out var moment)
                ? moment.UtcDateTime
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    internal static string ComputeDigest(ListQuery list) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(list.Key)).AsSpan(0, 6));

    private static object? ToJson(object? value) => value switch
    {
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        Enum number => Convert.ToInt16(number, CultureInfo.InvariantCulture),
        _ => value,
    };

    private static object? ReadValue(JsonElement json, Field field) => json.ValueKind == JsonValueKind.Null
        ? (field.Nullable ? null : throw new FormatException($"{field} is never null."))
        : ReadValue(json, field.Type);

    private static object ReadValue(JsonElement json, Type type) => json.ValueKind switch
    {
        _ when type == typeof(string) => ToText(json.GetString()),
        _ when type == typeof(DateTimeOffset) => json.GetDateTimeOffset().UtcDateTime,
        _ when type == typeof(int) => json.GetInt32(),
        _ when type == typeof(long) => json.GetInt64(),
        _ when type == typeof(double) => json.GetDouble(),
        _ when type == typeof(bool) => json.GetBoolean(),
        _ when type == typeof(ArticleStatus) || type == typeof(EntityKind) || type == typeof(MentionRelation) => json.GetInt16(),
        _ => throw new FormatException($"A list cannot be sorted by {type.Name}."),
    };

    // PostgreSQL stores no NUL in text, so no cursor of a row contains NUL.
    private static string ToText(string? text) =>
        text is null || text.Contains('\0', StringComparison.Ordinal) ? throw new FormatException("No text.") : text;
}
