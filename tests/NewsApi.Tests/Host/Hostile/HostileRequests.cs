using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>Makes hostile requests over HTTP. What is large is made when it is sent, so that the tables stay small.</summary>
internal static class HostileRequests
{
    private const string Json = "Content-Type: application/json";

    /// <summary>Posts a document.</summary>
    public static HostileRequest Query(string document, object? variables = null) => Query(() => document, variables);

    /// <summary>Posts a document that is made when it is sent.</summary>
    public static HostileRequest Query(Func<string> document, object? variables = null) =>
        Post(() => JsonSerializer.Serialize(new { query = document(), variables }));

    /// <summary>Posts a JSON text as it is.</summary>
    public static HostileRequest Post(Func<string> json, params string[] headers) =>
        Send(_ => Request("POST", "/graphql", Encoding.UTF8.GetBytes(json()), [Json, .. headers]));

    /// <summary>Posts bytes with exactly these headers.</summary>
    public static HostileRequest PostBytes(string path, Func<byte[]> body, params string[] headers) =>
        Send(_ => Request("POST", path, body(), headers));

    /// <summary>Sends a request that needs something of the service, such as an id.</summary>
    public static HostileRequest Send(Func<HostileTarget, byte[]> request) => (target, cancellationToken) =>
        RawHttp.SendAsync(target, request(target), cancellationToken);

    /// <summary>Posts a document that needs something of the service.</summary>
    public static HostileRequest QueryOf(Func<HostileTarget, (string Document, object? Variables)> query) => Send(target =>
    {
        var (document, variables) = query(target);
        return Request("POST", "/graphql", JsonSerializer.SerializeToUtf8Bytes(new { query = document, variables }), Json);
    });

    /// <summary>Posts a document with the key of an editor.</summary>
    public static HostileRequest QueryAsEditor(Func<HostileTarget, (string Document, object? Variables)> query) => Send(target =>
    {
        var (document, variables) = query(target);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { query = document, variables });
        return Request("POST", "/graphql", body, Json, $"Authorization: Bearer {target.EditorKey}");
    });

    /// <summary>Sends a GET request.</summary>
    public static HostileRequest Get(string path, params string[] headers) => Get(() => path, headers);

    /// <summary>Sends a GET request for a path that is made when it is sent.</summary>
    public static HostileRequest Get(Func<string> path, params string[] headers) => Send(_ => Request("GET", path(), null, headers));

    /// <summary>Sends a query by GET with these headers.</summary>
    public static HostileRequest WithHeaders(params string[] headers) => Get("/graphql?query=%7B__typename%7D", headers);

    /// <summary>Sends a request by another method, without a body.</summary>
    public static HostileRequest Method(string method, string path, params string[] headers) =>
        Send(_ => Request(method, path, null, headers));

    /// <summary>Sends a text as it is.</summary>
    public static HostileRequest Raw(Func<string> text) => Send(_ => Encoding.Latin1.GetBytes(text()));

    /// <summary>The bytes of a request, whose connection is to be closed after the response.</summary>
    public static byte[] Request(string method, string path, byte[]? body, params string[] headers)
    {
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        foreach (var header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        if (body is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body ?? []];
    }

    /// <summary>A text that is repeated with its number in the place of <c>#</c>.</summary>
    public static string Repeat(int count, string text, string separator = " ") => string.Join(
        separator, Enumerable.Range(0, count).Select(
            i => text.Replace("#", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));

    /// <summary>A word of many letters.</summary>
    public static string Long(int length, char letter = 'x') => new(letter, length);
}
