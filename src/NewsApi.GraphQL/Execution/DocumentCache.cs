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
/// Validation takes a processor for up to some tenths of a second and cannot be interrupted. So only half of the processors validate large
/// documents, and other requests have the rest even in a flood of new documents. Small documents do not wait for large ones.
/// </summary>
internal sealed class DocumentCache(ISchema schema, OperationOptions options) : IDisposable
{
    /// <summary>The largest number of validation errors in one response.</summary>
    private const int MaxErrors = 5;

    /// <summary>The largest small document, in UTF-16 code units. It is validated within some milliseconds.</summary>
    private const int SmallDocument = 2_000;

    /// <summary>
    /// An estimate of the memory of a document, in bytes: of any document, and for each UTF-16 code unit of its text. Measured are 3 300
    /// bytes for a document of 15 code units, 22 000 for one of 230 and 146 000 for one of 1 100.
    /// </summary>
    private const int DocumentOverhead = 1_500;
    private const int MemoryOfCharacter = 120;

    internal static readonly GraphQLOperationDefinition NoVariables = new(new GraphQLSelectionSet([]));

    private readonly MemoryCache _documents = new(new MemoryCacheOptions { SizeLimit = options.DocumentCacheSize });
    private readonly bool _introspection = options.Introspection;
    private readonly DocumentValidator _validator = new();
    private readonly DocumentLimits _limits = new(options);
    private readonly SemaphoreSlim _small = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly SemaphoreSlim _large = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Returns the prepared document with the given text. The document is null if the text has errors.</summary>
    /// <returns>The document or its errors. <c>IsNew</c> is true if the text was read, and not found in the cache.</returns>
    public async ValueTask<(PreparedDocument? Document, IReadOnlyList<ExecutionError> Errors, bool IsNew)> GetAsync(
        string text, CancellationToken cancellationToken)
    {
        if (_documents.TryGetValue(text, out PreparedDocument? cached))
        {
            return (cached, [], false);
        }

        var turns = text.Length <= SmallDocument ? _small : _large;
        await turns.WaitAsync(cancellationToken);
        try
        {
            // Another request with the same text may have had its turn meanwhile.
            if (_documents.TryGetValue(text, out cached))
            {
                return (cached, [], false);
            }

            var (document, errors) = await ReadAsync(text, cancellationToken);
            return (document, errors, true);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose()
    {
        _documents.Dispose();
        _small.Dispose();
        _large.Dispose();
    }

    private async ValueTask<(PreparedDocument? Document, IReadOnlyList<ExecutionError> Errors)> ReadAsync(
        string text, CancellationToken cancellationToken)
    {
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
        _documents.Set(text, prepared, new MemoryCacheEntryOptions { Size = DocumentOverhead + ((long)MemoryOfCharacter * text.Length) });
        return (prepared, []);
    }

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

        if (!_introspection && await IntrospectionSwitch.FindAsync(document) is { } introspection)
        {
            return [At(introspection, document, RequestError.NoIntrospection(introspection.Name.StringValue))];
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
