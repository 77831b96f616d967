using System.Globalization;
using System.Text;
using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Tests.Content.Reading;

/// <summary>What a condition means, over objects in memory: two values, text by code point, null never compares.</summary>
internal static class ConditionTruth
{
    public static bool Holds(Condition condition, object thing) => condition switch
    {
        Condition.Not not => !Holds(not.Of, thing),
        Condition.And and => and.Of.All(c => Holds(c, thing)),
        Condition.Or or => or.Of.Any(c => Holds(c, thing)),
        Condition.Among among => among.Values.Any(v => Same(Value(thing, among.Field), v)),
        Condition.Compare { Comparison: Comparison.Equal } equal => Same(Value(thing, equal.Field), equal.Value),
        Condition.Compare compare => Value(thing, compare.Field) is { } value && compare.Value is { } with && Compares(value, compare.Comparison, with),
        Condition.Some some => Related((Article)thing, some.Relation).Any(r => Holds(some.Of, r)),
        _ => throw new ArgumentException(condition.GetType().Name),
    };

    private static IEnumerable<object> Related(Article article, Relation relation) => relation.Name == "mentions"
        ? article.Mentions
        : article.Mentions.Where(m => m.Kind == relation.To.Kind).Select(m => (object)m.Entity!);

    private static object? Value(object thing, Field field)
    {
        var value = thing.GetType().GetProperty(field.Name)?.GetValue(thing)
            ?? (thing as Article)?.Content.GetType().GetProperty(field.Name)?.GetValue(((Article)thing).Content);
        return value switch
        {
            Enum number => Convert.ToInt16(number, CultureInfo.InvariantCulture),
            DateTimeOffset time => time.UtcDateTime,
            _ => value,
        };
    }

    private static bool Same(object? a, object? b) => (a, b) is (null, null) || (a is not null && b is not null && Order(a, b) == 0);

    private static bool Compares(object value, Comparison comparison, object with) => comparison switch
    {
        Comparison.Greater => Order(value, with) > 0,
        Comparison.GreaterOrEqual => Order(value, with) >= 0,
        Comparison.Less => Order(value, with) < 0,
        Comparison.LessOrEqual => Order(value, with) <= 0,
        Comparison.Contains => ((string)value).Contains((string)with, StringComparison.Ordinal),
        Comparison.StartsWith => ((string)value).StartsWith((string)with, StringComparison.Ordinal),
        Comparison.ContainsInAnyCase => CaseFold.Of((string)value).Contains(CaseFold.Of((string)with), StringComparison.Ordinal),
        Comparison.StartsWithInAnyCase => CaseFold.Of((string)value).StartsWith(CaseFold.Of((string)with), StringComparison.Ordinal),
        Comparison.EndsWith => ((string)value).EndsWith((string)with, StringComparison.Ordinal),
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };

    private static int Order(object a, object b) => a is string text
        ? Encoding.UTF8.GetBytes(text).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes((string)b))
        : ((IComparable)a).CompareTo(b);
}
