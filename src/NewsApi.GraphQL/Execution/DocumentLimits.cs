using System.Text.RegularExpressions;
using GraphQL.Execution;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Parses a document, and rejects it if it exceeds a limit. The limits apply before validation, because the time of validation grows with
/// the document. The parser limits the depth (<see cref="OperationOptions.MaxDepth"/>). <see cref="DocumentSize"/> limits the numbers of
/// fields, aliases and directives without expanding fragments. <see cref="ExpandedSize"/> expands the fragments, and then limits the number
/// of fields, of fragment spreads, and of pairs of fields with the same response name.
/// </summary>
internal sealed partial class DocumentLimits(OperationOptions options)
{
    private readonly GraphQLDocumentBuilder _parser = new() { MaxDepth = options.MaxDepth };

    /// <returns>The document, or an error if the syntax is invalid or a limit is exceeded.</returns>
    public (GraphQLDocument? Document, ExecutionError? Error) Parse(string text)
    {
        // A carriage return alone ends a line too (GraphQL 2.1.2). The parser counts such lines, but fails to show them in the message of a
        // syntax error. A line feed in its place changes neither the meaning nor a location.
        text = text.Contains('\r', StringComparison.Ordinal) ? LoneReturn().Replace(text, "\n") : text;
        try
        {
            if (LongLines.Check(text, _parser) is { } error)
            {
                return (null, error);
            }

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

    [GeneratedRegex("\r(?!\n)")]
    private static partial Regex LoneReturn();
}
