using System.Globalization;
using GraphQLParser.AST;

namespace NewsApi.GraphQL.Declaring;

/// <summary>The scalar for any JSON value.</summary>
internal sealed class JsonType : ScalarGraphType
{
    public JsonType()
    {
        Name = "JSON";
        Description = "Any JSON value: an object, a list, a string, a number, true, false or null.";
        this.SpecifiedBy("https://www.rfc-editor.org/rfc/rfc8259");
    }

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLObjectValue of => of.Fields?.ToDictionary(f => f.Name.StringValue, f => ParseLiteral(f.Value)) ?? [],
        GraphQLListValue list => list.Values?.Select(ParseLiteral).ToArray() ?? [],
        GraphQLNullValue => null,
        GraphQLStringValue text => text.Value.ToString(),
        GraphQLTrueBooleanValue => true,
        GraphQLFalseBooleanValue => false,
        GraphQLIntValue or GraphQLFloatValue => decimal.Parse(
            ((IHasValueNode)value).Value, NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => ThrowLiteralConversionError(value),
    };

    public override object? ParseValue(object? value) => value;

    public override object? Serialize(object? value) => value;
}
