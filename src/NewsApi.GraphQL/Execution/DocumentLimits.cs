using GraphQL.Execution;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Parses a document within its limits, before validation, whose time grows with what the document asks for: the parser limits its depth
/// (<see cref="OperationOptions.MaxDepth"/>), <see cref="DocumentSize"/> what is written and <see cref="ExpandedSize"/> what fragments
/// expand to.
/// </summary>
internal sealed class DocumentLimits(OperationOptions options)
{
    private readonly GraphQLDocumentBuilder _parser = new() { MaxDepth = options.MaxDepth };

    /// <returns>The document, or the syntax error or the limit that it exceeds.</returns>
    public (GraphQLDocument? Document, ExecutionError? Error) Parse(string text)
    {
        try
        {
            var document = _parser.Build(text);
            return ExpandedSize.Check(document, options) is { } tooLarge ? (null, tooLarge) : (document, null);
        }
        catch (ExecutionError syntax)
        {
            return (null, syntax);
        }
        catch (GraphQLMaxDepthExceededException)
        {
            return (null, RequestError.DocumentTooLarge("levels of nesting", options.MaxDepth));
        }
    }
}
