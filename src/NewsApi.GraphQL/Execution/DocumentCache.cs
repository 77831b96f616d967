using GraphQL.Execution;
using GraphQL.Validation;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using Microsoft.Extensions.Caching.Memory;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Types;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Documents parsed, counted and validated. Only what does not depend on variables is kept: the engine's own validation
/// result carries the variables of whoever came first, so the engine checks the variables each time.
/// </summary>
internal sealed class DocumentCache(NewsSchema schema, OperationOptions options) : IDisposable
{
    private readonly MemoryCache _documents = new(new MemoryCacheOptions { SizeLimit = options.DocumentCacheSize });
    private readonly DocumentValidator _validator = new();
    private readonly GraphQLDocumentBuilder _parser = new() { MaxDepth = options.MaxDepth };

    /// <summary>The document of that text, or what is wrong with it.</summary>
    public async ValueTask<(PreparedDocument? Document, IReadOnlyList<ExecutionError> Errors)> GetAsync(string text, CancellationToken cancellationToken)
    {
        if (_documents.TryGetValue(text, out var cached))
        {
            return ((PreparedDocument)cached!, []);
        }

        GraphQLDocument document;
        try
        {
            document = _parser.Build(text);
        }
        catch (ExecutionError syntax)
        {
            return (null, [syntax]);
        }
        catch (GraphQLMaxDepthExceededException)
        {
            return (null, [RequestError.DocumentTooLarge("levels of nesting", options.MaxDepth)]);
        }

        if (ExpandedSize.Check(document, options) is { } tooMuch)
        {
            return (null, [tooMuch]);
        }

        var errors = await ValidateAsync(document, cancellationToken);
        if (errors.Count > 0)
        {
            return (null, errors);
        }

        // An entry larger than what is left makes room by itself; one larger than the cache is not kept.
        var prepared = new PreparedDocument(schema, document);
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

        // The rules look at the whole document; the operation matters only for variables, which come later and are not looked at here.
        var result = await _validator.ValidateAsync(new ValidationOptions
        {
            Schema = schema,
            Document = document,
            Operation = NoVariables,
            Rules = DocumentValidator.CoreRules,
            CancellationToken = cancellationToken,
        });
        return [.. result.Errors.Take(MaxErrors)];
    }

    /// <summary>How many errors of validation are told at once.</summary>
    private const int MaxErrors = 5;

    private static readonly GraphQLOperationDefinition NoVariables = new(new GraphQLSelectionSet([]));
}
