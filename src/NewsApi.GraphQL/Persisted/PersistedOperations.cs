using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Persisted;

/// <summary>
/// Finds the text of the document that a request names:
/// 1. a request with a text names its document by the text itself, unless only trusted documents may run;
/// 2. a request with an id names a trusted document, or by <c>sha256:</c> and a hash any persisted document;
/// 3. a request with <c>extensions.persistedQuery</c> names a document by its hash (Apollo's automatic persisted queries). A client that
///    sends the hash and the text stores the document, if the document is valid (<see cref="Store"/>).
/// </summary>
public sealed class PersistedOperations(TrustedDocuments trusted, PersistedOptions options) : IDisposable
{
    /// <summary>An estimate of the memory of a stored document beside its text, in bytes: the hash, and the entry of the cache.</summary>
    private const int DocumentOverhead = 500;

    private readonly MemoryCache _stored = new(new MemoryCacheOptions { SizeLimit = options.StoreSize });

    /// <summary>Returns the text of the document, or an error.</summary>
    internal (string? Text, RequestError? Error) Find(OperationRequest request)
    {
        // 1.
        if (!string.IsNullOrEmpty(request.Query))
        {
            return options.Only ? (null, RequestError.OnlyPersisted()) : (request.Query, FindHash(request).Error);
        }

        // 2.
        if (request.DocumentId is { } id)
        {
            var text = trusted.Find(id)
                ?? (id.StartsWith(DocumentHash.Prefix, StringComparison.Ordinal) ? FindByHash(id[DocumentHash.Prefix.Length..]) : null);
            return text is null ? (null, RequestError.DocumentNotFound(id)) : (text, null);
        }

        // 3.
        var (hash, error) = FindHash(request);
        return error is not null ? (null, error)
            : hash is null ? (null, RequestError.NoQuery())
            : FindByHash(hash) is { } found ? (found, null)
            : (null, options.Only ? RequestError.OnlyPersisted() : RequestError.PersistedQueryNotFound());
    }

    /// <summary>Stores the document of a valid request, if the request has the hash of the document beside its text.</summary>
    internal void Store(OperationRequest request)
    {
        if (request.Query is { Length: > 0 } text && FindHash(request) is { Hash: { } hash } && hash == DocumentHash.Compute(text))
        {
            _stored.Set(hash, text, new MemoryCacheEntryOptions { Size = DocumentOverhead + (sizeof(char) * (long)text.Length) });
        }
    }

    public void Dispose() => _stored.Dispose();

    private string? FindByHash(string hash) => trusted.Find(hash) ?? (options.Only ? null : _stored.Get<string>(hash));

    private static (string? Hash, RequestError? Error) FindHash(OperationRequest request)
    {
        if (request.Extensions.ValueKind is not JsonValueKind.Object
            || !request.Extensions.TryGetProperty("persistedQuery", out var query) || query.ValueKind is not JsonValueKind.Object)
        {
            return default;
        }

        if (query.TryGetProperty("version", out var version)
            && !(version.ValueKind is JsonValueKind.Number && version.TryGetInt32(out var number) && number == 1))
        {
            return (null, RequestError.PersistedQueryVersion());
        }

        return query.TryGetProperty("sha256Hash", out var hash) && hash.ValueKind is JsonValueKind.String
            && hash.GetString() is { } text && DocumentHash.IsValid(text)
                ? (text.ToLowerInvariant(), null)
                : (null, RequestError.InvalidDocumentHash());
    }
}
