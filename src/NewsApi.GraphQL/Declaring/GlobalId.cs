using System.Globalization;
using System.Text;
using System.Text.Unicode;
using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>
/// Converts between ids of tables and opaque ids that are unique across the schema, in HotChocolate's format: base64 of
/// <c>TypeName:rawValue</c>.
/// </summary>
public static class GlobalId
{
    public static string Of(ContentTable table, long id)
    {
        Span<byte> bytes = stackalloc byte[64];
        Utf8.TryWrite(bytes, CultureInfo.InvariantCulture, $"{table.Name}:{id}", out var length);
        return Convert.ToBase64String(bytes[..length]);
    }

    /// <summary>Parses a global id. Returns null if the text does not have the format of this API's ids.</summary>
    public static (ContentTable Table, long Id)? Parse(string globalId)
    {
        Span<byte> bytes = stackalloc byte[64];
        if (globalId.Length > 80 || !Convert.TryFromBase64String(globalId, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes[..length]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        ContentTable[] tables = [ContentTable.Article, ContentTable.Person, ContentTable.Place, ContentTable.Topic];
        return colon > 0 && Array.Find(tables, t => t.Name == text[..colon]) is { } table
            && long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? (table, id)
            : null;
    }

    /// <summary>Parses a global id that must belong to one of the expected tables.</summary>
    /// <exception cref="RequestError">The id is malformed, or belongs to another type.</exception>
    public static long Parse(string globalId, params ReadOnlySpan<ContentTable> expected)
    {
        var (table, id) = Parse(globalId) ?? throw RequestError.InvalidId(globalId);
        return expected.Contains(table)
            ? id
            : throw RequestError.IdOfAnotherType(globalId, table.Name, string.Join("` or `", expected.ToArray().Select(t => t.Name)));
    }
}
