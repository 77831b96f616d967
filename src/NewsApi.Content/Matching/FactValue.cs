using System.Globalization;
using System.Reflection;
using NewsApi.Content.Articles;
using NewsApi.Content.Reading;

namespace NewsApi.Content.Matching;

/// <summary>
/// The value of a field in the facts of an article or of a mention, found by the name of its property, so that a new field is a
/// fact without a word here.
/// </summary>
internal static class FactValue
{
    /// <summary>Facts exist of public articles only.</summary>
    private const short Published = (short)ArticleStatus.Published;

    /// <exception cref="ArgumentException">The log does not keep it, so nothing could be decided by it.</exception>
    public static Func<ChangeFacts, object?> OfArticle(Field field)
    {
        if (field == ContentTable.Article["Status"])
        {
            return _ => Published;
        }

        if (Scalar(typeof(ChangeFacts), field) is { } own)
        {
            return facts => Plain(own.GetValue(facts));
        }

        // The body is left out of the facts: there the property says nothing.
        return field.Name != nameof(ArticleContent.Body) && Scalar(typeof(ArticleContent), field) is { } said
            ? facts => Plain(said.GetValue(facts.Content))
            : throw Unknown(field);
    }

    /// <exception cref="ArgumentException">The log does not keep it.</exception>
    public static Func<MentionFacts, object?> OfMention(Field field) => Scalar(typeof(MentionFacts), field) is { } property
        ? mention => Plain(property.GetValue(mention))
        : throw Unknown(field);

    private static PropertyInfo? Scalar(Type type, Field field) =>
        (field.Type == typeof(string) || field.Type.IsValueType) && type.GetProperty(field.Name) is { } property
        && (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == field.Type
            ? property
            : null;

    /// <summary>As a filter's value has it.</summary>
    private static object? Plain(object? value) => value switch
    {
        Enum choice => Convert.ToInt16(choice, CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime,
        _ => value,
    };

    private static ArgumentException Unknown(Field field) => new($"The log keeps no {field}, so no change can be judged by it.");
}
