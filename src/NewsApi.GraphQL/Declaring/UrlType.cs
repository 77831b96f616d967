using GraphQLParser.AST;
using NewsApi.GraphQL.Errors;

namespace NewsApi.GraphQL.Declaring;

/// <summary>The scalar for absolute URLs.</summary>
internal sealed class UrlType : ScalarGraphType
{
    public UrlType()
    {
        Name = "URL";
        Description = "An absolute URL by RFC 3986.";
        this.SpecifiedBy("https://tools.ietf.org/html/rfc3986");
    }

    // Accepts every text, for the same reason as DateTimeType.
    public override bool CanParseLiteral(GraphQLValue value) => value is GraphQLStringValue or GraphQLNullValue;

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

    // Stored values were checked when they were written.
    public override object? Serialize(object? value) => value;

    private static string Parse(string text) => Uri.TryCreate(text, UriKind.Absolute, out _)
        ? text
        : throw new InvalidScalarException($"'{text}' is not an absolute URL, such as https://example.com/a.");
}
