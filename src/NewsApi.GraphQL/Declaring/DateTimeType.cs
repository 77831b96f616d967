using System.Globalization;
using System.Text.RegularExpressions;
using GraphQLParser.AST;
using NewsApi.GraphQL.Errors;

namespace NewsApi.GraphQL.Declaring;

/// <summary>The scalar for a point in time. It reads RFC 3339 text with a time and an offset. It writes UTC with milliseconds.</summary>
internal sealed partial class DateTimeType : ScalarGraphType
{
    /// <summary>The format of a time in UTC.</summary>
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public DateTimeType()
    {
        Name = "DateTime";
        Description = "A date and time with an offset, as in `2026-11-24T09:30:00.000Z`. Responses are always in UTC, with milliseconds.";
        this.SpecifiedBy("https://www.graphql-scalars.com/date-time");
    }

    // Accepts every text. For an invalid text, ParseLiteral throws the reason. This method could only return false, without a reason.
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
        DateTime time => time,
        _ => ThrowValueConversionError(value),
    };

    public override object? Serialize(object? value) => value switch
    {
        null => null,
        DateTime time => time.ToString(Format, CultureInfo.InvariantCulture),
        DateTimeOffset time => Serialize(time.UtcDateTime),
        _ => ThrowSerializationError(value),
    };

    private static DateTime Parse(string text) => Rfc3339().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? time.UtcDateTime
        : throw new InvalidScalarException(WithoutOffset().IsMatch(text)
            ? $"'{text}' has no offset. Add `Z` for UTC or an offset such as `+01:00`, as in 2026-11-24T10:30:00+01:00."
            : $"'{text}' is not a date and time with an offset, such as 2026-11-24T09:30:00Z or 2026-11-24T10:30:00+01:00.");

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,7})?([Zz]|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex WithoutOffset();
}
