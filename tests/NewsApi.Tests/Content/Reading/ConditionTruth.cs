using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Tests.Content.Reading;

/// <summary>
/// What a condition means over objects in memory. A comparison has the C# meaning that its operator declares, so that the tests which
/// compare this with SQL cover a new operator by themselves.
/// </summary>
internal static class ConditionTruth
{
    public static bool Holds(Condition condition, object thing) => condition.Fold<bool>(
        (leaf, negated) => LeafHolds(leaf, thing) != negated,
        (parts, all) => all ? Array.TrueForAll(parts, p => p) : Array.Exists(parts, p => p));

    private static bool LeafHolds(Condition leaf, object thing) => leaf switch
    {
        Condition.Compare compare => compare.Operator.ToPredicate(compare.Value)(Value(thing, compare.Field)),
        Condition.Some some => Related((Article)thing, some.Relation).Any(r => Holds(some.Of, r)),
        _ => throw new ArgumentException(leaf.GetType().Name),
    };

    private static IEnumerable<object> Related(Article article, Relation relation) => relation.Kind == RelationKind.Mentions
        ? article.Mentions
        : article.Mentions.Where(m => m.Kind == relation.To.Kind)
            .Select(m => (object)m.Entity!); // the tests store each mention with its entity

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
}
