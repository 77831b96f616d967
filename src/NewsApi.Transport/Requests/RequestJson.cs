using System.Text.Json;
using System.Text.Unicode;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.Requests;

/// <summary>Parses JSON from clients. It checks all strings at once, so that no later read of a string can throw.</summary>
internal static class RequestJson
{
    /// <param name="where">The subject of an error message: "The request", "`variables`".</param>
    public static (JsonElement Value, TransportError? Rejection) Parse(ReadOnlySpan<byte> utf8, int maxDepth, string where)
    {
        // The parser decodes a string only when the executor reads it. An exception there, for an invalid byte in a variable, would look
        // like a bug.
        if (!Utf8.IsValid(utf8))
        {
            return (default, TransportError.NotUtf8);
        }

        try
        {
            if (!EscapesAreText(utf8, maxDepth))
            {
                return (default, TransportError.LoneSurrogate);
            }

            // Not a pooled JsonDocument: a shared subscription may keep the variables longer than the request exists.
            return (JsonElement.Parse(utf8, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false }), null);
        }
        catch (JsonException broken)
        {
            return (default, FindError(utf8, broken, maxDepth, where));
        }
    }

    /// <summary>
    /// Finds the cause of a parser's exception by reading the JSON again, because the exceptions differ only in their messages.
    /// </summary>
    private static TransportError FindError(ReadOnlySpan<byte> utf8, JsonException broken, int maxDepth, string where)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= maxDepth)
                {
                    return TransportError.TooDeep(maxDepth);
                }
            }
        }
        catch (JsonException)
        {
            return TransportError.NotJson(where, broken.LineNumber ?? 0, broken.BytePositionInLine ?? 0);
        }

        // The JSON is well-formed and not too deep, so the error is a duplicate key.
        return TransportError.DuplicateKey(where);
    }

    private static bool EscapesAreText(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        if (utf8.IndexOf(@"\u"u8) < 0)
        {
            return true;
        }

        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
            {
                continue;
            }

            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }

        return true;
    }
}
