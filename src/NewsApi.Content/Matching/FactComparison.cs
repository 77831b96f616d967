using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Content.Matching;

/// <summary>Comparisons in C#, with the meaning that <see cref="ConditionSql"/> gives them.</summary>
internal static class FactComparison
{
    /// <summary>The comparison as a test of one value; what can be prepared is prepared once.</summary>
    public static Predicate<object?> Of(Condition.Compare compare)
    {
        var with = compare.Value;
        if (compare.Comparison == Comparison.Equal)
        {
            return value => Same(value, with);
        }

        if (with is null)
        {
            // Nothing is greater or less than nothing, and nothing is contained in it.
            return _ => false;
        }

        return compare.Comparison switch
        {
            Comparison.Greater => Ordered(with, order => order > 0),
            Comparison.GreaterOrEqual => Ordered(with, order => order >= 0),
            Comparison.Less => Ordered(with, order => order < 0),
            Comparison.LessOrEqual => Ordered(with, order => order <= 0),
            Comparison.Contains => Text((string)with, (text, part) => text.Contains(part, StringComparison.Ordinal)),
            Comparison.StartsWith => Text((string)with, (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
            Comparison.EndsWith => Text((string)with, (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
            Comparison.ContainsInAnyCase => Text(
                CaseFold.Of((string)with), (text, part) => CaseFold.Of(text).Contains(part, StringComparison.Ordinal)),
            Comparison.StartsWithInAnyCase => Text(
                CaseFold.Of((string)with), (text, part) => CaseFold.Of(text).StartsWith(part, StringComparison.Ordinal)),
            _ => throw new ArgumentOutOfRangeException(nameof(compare), compare.Comparison, "Nothing compares like this."),
        };
    }

    /// <summary>Null in the list stands for "none".</summary>
    public static Predicate<object?> Of(Condition.Among among)
    {
        var values = among.Values.ToHashSet();
        return values.Contains;
    }

    private static Predicate<object?> Ordered(object with, Predicate<int> holds) => value => value is not null && holds(Order(value, with));

    private static Predicate<object?> Text(string with, Func<string, string, bool> holds) => value => value is string text && holds(text, with);

    private static bool Same(object? a, object? b) => a is null || b is null ? a is null && b is null : Order(a, b) == 0;

    private static int Order(object a, object b) => a is string text ? CodePointOrder.Compare(text, (string)b) : ((IComparable)a).CompareTo(b);
}
