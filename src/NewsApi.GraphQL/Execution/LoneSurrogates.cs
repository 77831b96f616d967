using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Finds string literals with an escape for only one half of a surrogate pair. GraphQL 2.9.4 forbids such an escape, because text has only
/// Unicode scalar values.
/// </summary>
internal sealed class LoneSurrogates : ASTVisitor<LoneSurrogates.Found>
{
    private static readonly LoneSurrogates Visitor = new();

    /// <summary>Returns the first such literal; null if the document has no such literal.</summary>
    public static async ValueTask<GraphQLStringValue?> FindAsync(GraphQLDocument document)
    {
        var found = new Found();
        await Visitor.VisitAsync(document, found);
        return found.First;
    }

    protected override ValueTask VisitStringValueAsync(GraphQLStringValue stringValue, Found context)
    {
        if (context.First is null && !IsText(stringValue.Value.Span))
        {
            context.First = stringValue;
        }

        return default;
    }

    private static bool IsText(ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    internal sealed class Found : IASTVisitorContext
    {
        public GraphQLStringValue? First { get; set; }

        public CancellationToken CancellationToken => CancellationToken.None;
    }
}
