using System.Globalization;
using System.Reflection;
using NewsApi.Content.Articles;
using NewsApi.Content.Reading;

namespace NewsApi.Content.Matching.Facts;

/// <summary>
/// Reads the value of a field from the facts of an article or of a mention. The property of the facts has the name of the field. So a new
/// field of the model needs no line here.
/// </summary>
internal static class FactValue
{
    /// <summary>The status of every article that has facts. The log has facts only of public articles.</summary>
    private const short Published = (short)ArticleStatus.Published;

    /// <exception cref="ArgumentException">The log does not keep the field.</exception>
    public static Func<ChangeFacts, object?> OfArticle(Field field)
    {
        if (field == ContentTable.Article["Status"])
        {
            return _ => Published;
        }

        if (Scalar(typeof(ChangeFacts), field) is { } own)
        {
            return facts => ToOperand(own.GetValue(facts));
        }

        // Facts have no body: the property is null in them, even if the article has a body.
        return field.Name != nameof(ArticleContent.Body) && Scalar(typeof(ArticleContent), field) is { } content
            ? facts => ToOperand(content.GetValue(facts.Content))
            : throw NotKept(field);
    }

    /// <exception cref="ArgumentException">The log does not keep the field.</exception>
    public static Func<MentionFacts, object?> OfMention(Field field) => Scalar(typeof(MentionFacts), field) is { } property
        ? mention => ToOperand(property.GetValue(mention))
        : throw NotKept(field);

    private static PropertyInfo? Scalar(Type type, Field field) =>
        (field.Type == typeof(string) || field.Type.IsValueType) && type.GetProperty(field.Name) is { } property
        && (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == field.Type
            ? property
            : null;

    /// <summary>Converts a value to the type that filters compare with.</summary>
    private static object? ToOperand(object? value) => value switch
    {
        Enum choice => Convert.ToInt16(choice, CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime,
        _ => value,
    };

    private static ArgumentException NotKept(Field field) =>
        new($"The facts in the log do not have {field}, so a filter on it cannot match changes.");
}
