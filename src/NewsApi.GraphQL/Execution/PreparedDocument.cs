using GraphQLParser.AST;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// A valid document with its operations. All requests with the document share it, so it holds nothing that depends on the values of
/// variables.
/// </summary>
/// <param name="text">The text of the document.</param>
internal sealed class PreparedDocument(ISchema schema, GraphQLDocument document, string text)
{
    private readonly OperationTemplate[] _operations =
        [.. document.Definitions.OfType<GraphQLOperationDefinition>().Select(o => new OperationTemplate(schema, document, text, o))];

    public GraphQLDocument Syntax => document;

    /// <summary>
    /// Finds an operation by name. Returns null if no operation has the name, or if no name is given and the document has several
    /// operations.
    /// </summary>
    public OperationTemplate? Find(string? name) => string.IsNullOrEmpty(name)
        ? _operations is [var only] ? only : null
        : Array.Find(_operations, o => o.Definition.Name?.Value == name);
}
