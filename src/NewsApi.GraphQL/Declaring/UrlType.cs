using GraphQLParser.AST;

namespace NewsApi.GraphQL.Declaring;

/// <summary>An absolute address.</summary>
internal sealed class UrlType : ScalarGraphType
{
    public UrlType()
    {
        Name = "URL";
        Description = "An absolute address, as RFC 3986 has it.";
        this.SpecifiedBy("https://tools.ietf.org/html/rfc3986");
    }

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => Parse((string)text.Value),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        string text => Parse(text),
        _ => ThrowValueConversionError(value),
    };

    // What is stored was checked when it came in, and is handed out as it is.
    public override object? Serialize(object? value) => value;

    private static string Parse(string text) => Uri.TryCreate(text, UriKind.Absolute, out _)
        ? text
        : throw new FormatException($"'{text}' is no absolute address, such as https://example.com/a.");
}
