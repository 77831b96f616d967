using System.Globalization;
using GraphQL.Validation;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Persisted;
using NewsApi.GraphQL.Types;

namespace NewsApi.GraphQL.Execution;

/// <summary>Checks documents against the schema, with the limits that the service has by default. It needs no database.</summary>
public sealed class DocumentCheck : IDisposable
{
    private readonly NewsSchema _schema = new();
    private readonly DocumentCache _documents;

    public DocumentCheck() => _documents = new DocumentCache(_schema, new OperationOptions());

    /// <summary>Returns the errors of the document, and the deprecated parts that it uses.</summary>
    public async Task<CheckedDocument> CheckAsync(TrustedDocument document, CancellationToken cancellationToken)
    {
        var (prepared, errors, _) = await _documents.GetAsync(document.Text, cancellationToken);
        return prepared is null
            ? new CheckedDocument(document, [.. errors.Select(Describe)], [])
            : new CheckedDocument(document, [], [.. await FindDeprecatedAsync(prepared, cancellationToken)]);
    }

    public void Dispose()
    {
        _documents.Dispose();
        _schema.Dispose();
    }

    private async Task<IEnumerable<string>> FindDeprecatedAsync(PreparedDocument document, CancellationToken cancellationToken)
    {
        var result = await new DocumentValidator().ValidateAsync(new ValidationOptions
        {
            Schema = _schema,
            Document = document.Syntax,
            Operation = DocumentCache.NoVariables,
            Rules = [new DeprecatedPartsRule()],
            CancellationToken = cancellationToken,
        });
        return result.Errors.Select(Describe);
    }

    private static string Describe(ExecutionError error) => error.Locations is [var at, ..]
        ? string.Create(CultureInfo.InvariantCulture, $"{at.Line}:{at.Column} {error.Message}")
        : error.Message;
}
