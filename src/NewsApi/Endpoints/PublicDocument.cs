using NewsApi.Transport.Operations;

namespace NewsApi.Endpoints;

/// <summary>A document with public content, or what stands in its place.</summary>
/// <param name="Result">The document; null if there is none.</param>
/// <param name="ReadAt">When it was read, by PostgreSQL's clock.</param>
internal sealed record PublicDocument(OperationResponse.Result? Result, DateTime ReadAt)
{
    /// <summary>The present slug of what has moved from the slug of the request; null if it has not moved.</summary>
    public string? MovedTo { get; init; }
}
