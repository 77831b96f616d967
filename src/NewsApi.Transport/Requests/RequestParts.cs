using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.Requests;

/// <summary>Collects the parameters of a request from JSON or a URL. Keeps the first error that it finds in the parameters.</summary>
internal sealed class RequestParts(TransportOptions options)
{
    private string? _query;
    private string? _id;
    private string? _operationName;
    private JsonElement _variables;
    private JsonElement _extensions;
    private TransportError? _rejection;

    /// <summary>
    /// Adds one member of a JSON body, or of the payload of a WebSocket message. Ignores unknown keys, because the specification reserves
    /// them for the future (GraphQL over HTTP, section "JSON Encoding").
    /// </summary>
    public void Add(string key, JsonElement value)
    {
        switch (key)
        {
            case "query":
                _query = Text(key, value);
                break;
            case "id" or "documentId":
                _id = Text(key, value) ?? _id;
                break;
            case "operationName":
                _operationName = Text(key, value);
                break;
            case "variables":
                _variables = Map(key, value);
                break;
            case "extensions":
                _extensions = Map(key, value);
                break;
        }
    }

    /// <summary>Adds the parameters of the URL (GraphQL over HTTP, section "GET"). An empty parameter counts as absent.</summary>
    public void AddUrl(IQueryCollection url)
    {
        foreach (var (key, values) in url)
        {
            if (key is not ("query" or "id" or "documentId" or "operationName" or "variables" or "extensions"))
            {
                continue;
            }

            if (values.Count > 1)
            {
                _rejection ??= TransportError.DuplicateParameter(key);
            }
            else if (values.ToString() is { Length: > 0 } text)
            {
                AddUrl(key, text);
            }
        }
    }

    public void AddDocument(string document) => _query = document;

    /// <summary>
    /// Adds the id of a document, and optionally the name of an operation, that the path of the URL has. The other parts of the request may
    /// then name no document.
    /// </summary>
    public void AddPath(string id, string? operationName)
    {
        if (!string.IsNullOrEmpty(_query) || !string.IsNullOrEmpty(_id))
        {
            Reject(TransportError.DocumentInPath);
        }

        (_id, _operationName) = (id, operationName ?? _operationName);
    }

    public void Reject(TransportError error) => _rejection ??= error;

    /// <summary>Returns the request, or the first error.</summary>
    public (OperationRequest? Request, TransportError? Rejection) Build(ClaimsPrincipal caller, OperationKinds allowed, string? lastEventId)
    {
        // A request may identify its document by a hash in `extensions` (automatic persisted queries).
        var named = !string.IsNullOrEmpty(_query) || !string.IsNullOrEmpty(_id) || NamesHash(_extensions);
        return (_rejection ?? (named ? null : TransportError.NoQuery)) is { } error
            ? (null, error)
            : (new OperationRequest
            {
                Query = string.IsNullOrEmpty(_query) ? null : _query,
                DocumentId = string.IsNullOrEmpty(_id) ? null : _id,
                OperationName = _operationName,
                Variables = _variables,
                Extensions = _extensions,
                Allowed = allowed,
                LastEventId = lastEventId,
                Caller = caller,
            }, null);
    }

    private void AddUrl(string key, string text)
    {
        if (key is not ("variables" or "extensions"))
        {
            // The parameter is a string: `operationName=null` is the operation with the name "null".
            Add(key, JsonSerializer.SerializeToElement(text));
            return;
        }

        var (value, fault) = RequestJson.Parse(Encoding.UTF8.GetBytes(text), options.MaxJsonDepth, $"`{key}`");
        if (fault is null)
        {
            Add(key, value);
        }
        else
        {
            Reject(fault);
        }
    }

    private string? Text(string key, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.String)
        {
            return value.GetString();
        }

        if (value.ValueKind is not JsonValueKind.Null)
        {
            Reject(TransportError.WrongType(key, "a string", value.ValueKind));
        }

        return null;
    }

    private JsonElement Map(string key, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object)
        {
            return value;
        }

        if (value.ValueKind is not JsonValueKind.Null)
        {
            Reject(TransportError.WrongType(key, "an object", value.ValueKind));
        }

        return default;
    }

    private static bool NamesHash(JsonElement extensions) =>
        extensions.ValueKind is JsonValueKind.Object
        && extensions.TryGetProperty("persistedQuery", out var hash)
        && hash.ValueKind is JsonValueKind.Object;
}
