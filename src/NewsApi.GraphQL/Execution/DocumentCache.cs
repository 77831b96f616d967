using GraphQL.Execution;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;
using Microsoft.Extensions.Caching.Memory;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Parses documents within their limits, validates them, and caches the valid documents by their text. The validation results of
/// GraphQL.NET are not cached. A result contains the variables of one request, which the next request must not see.
/// </summary>
internal sealed class DocumentCache(ISchema schema, OperationOptions options) : IDisposable
{
    /// <summary>The largest number of validation errors in one response.</summary>
    private const int MaxErrors = 5;

    private static readonly GraphQLOperationDefinition NoVariables = new(new GraphQLSelectionSet([]));

    private readonly MemoryCache _documents = new(new MemoryCacheOptions { SizeLimit = options.DocumentCacheSize });
    private readonly DocumentValidator _validator = new();
    private readonly DocumentLimits _limits = new(options);

    /// <summary>Returns the prepared document with the given text. The document is null if the text has errors.</summary>
    public async ValueTask<(PreparedDocument? Document, IReadOnlyList<ExecutionError> Errors)> GetAsync(
        string text, CancellationToken cancellationToken)
    {
        if (_documents.TryGetValue(text, out PreparedDocument? cached))
        {
            return (cached, []);
        }

        var (document, error) = _limits.Parse(text);
        if (document is null)
        {
            return (null, error is null ? [] : [error]);
        }

        var errors = await ValidateAsync(document, cancellationToken);
        if (errors.Count > 0)
        {
            return (null, errors);
        }

        // For a new entry the cache evicts other entries. It does not store a document that is larger than the whole cache.
        var prepared = new PreparedDocument(schema, document, text);
        _documents.Set(text, prepared, new MemoryCacheEntryOptions { Size = text.Length });
        return (prepared, []);
    }

    public void Dispose() => _documents.Dispose();

    private async Task<IReadOnlyList<ExecutionError>> ValidateAsync(GraphQLDocument document, CancellationToken cancellationToken)
    {
        if (!document.Definitions.OfType<GraphQLOperationDefinition>().Any())
        {
            return [new NoOperationError()];
        }

        // GraphQL 5.1.1, "Executable Definitions".
        if (document.Definitions.Find(d => d is not GraphQLExecutableDefinition) is { } definition)
        {
            return [At(definition, document, RequestError.NotExecutable())];
        }

        if (await LoneSurrogates.FindAsync(document) is { } literal)
        {
            return [At(literal, document, RequestError.ImpossibleText("a string literal"))];
        }

        // The rules validate the whole document. The operation is needed only for variables, which are coerced later.
        var result = await _validator.ValidateAsync(new ValidationOptions
        {
            Schema = schema,
            Document = document,
            Operation = NoVariables,
            Rules = DocumentValidator.CoreRules,
            CancellationToken = cancellationToken,
        });
        IEnumerable<ExecutionError> errors = result.Errors is { Count: > 0 } found ? found : VariableUsages.Check(schema, document);
        return [.. errors.Take(MaxErrors)];
    }

    private static RequestError At(ASTNode node, GraphQLDocument document, RequestError error)
    {
        error.AddLocation(Location.FromLinearPosition(document.Source, node.Location.Start));
        return error;
    }
}
