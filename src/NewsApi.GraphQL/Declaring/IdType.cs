using System.Globalization;
using System.Numerics;
using GraphQLParser.AST;

namespace NewsApi.GraphQL.Declaring;

/// <summary>
/// The scalar <c>ID</c>, whose values are always text. By section 3.5.5 of the GraphQL specification, a client may also send an integer.
/// This type converts the integer to text, but GraphQL.NET's own type does not.
/// </summary>
internal sealed class IdType : IdGraphType
{
    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => (string)text.Value,
        GraphQLIntValue number => (string)number.Value,
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override bool CanParseLiteral(GraphQLValue value) => value is GraphQLStringValue or GraphQLIntValue or GraphQLNullValue;

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        string text => text,
        int or long or BigInteger => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => ThrowValueConversionError(value),
    };

    public override bool CanParseValue(object? value) => value is null or string or int or long or BigInteger;
}
