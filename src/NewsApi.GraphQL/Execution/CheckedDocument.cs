using NewsApi.GraphQL.Persisted;

namespace NewsApi.GraphQL.Execution;

/// <summary>The result of checking a document against the schema.</summary>
/// <param name="Errors">The reasons why the service would reject the document; empty for a valid document.</param>
/// <param name="Deprecations">The deprecated parts of the schema that the document uses, each with the reason in the schema.</param>
public sealed record CheckedDocument(TrustedDocument Document, IReadOnlyList<string> Errors, IReadOnlyList<string> Deprecations);
