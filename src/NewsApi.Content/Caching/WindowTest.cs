using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Content.Matching.Facts;
using NewsApi.Content.Reading.Lists;

namespace NewsApi.Content.Caching;

/// <summary>
/// Tests whether an article can lie in the window of a page, by its sort keys. Only PostgreSQL knows the order of different texts. So an
/// article whose text differs from the text at an end of the window can lie in the window.
/// </summary>
internal sealed class WindowTest
{
    private readonly ListWindow _window;
    private readonly (Func<ChangeFacts, object?> Value, bool Descending)[] _keys;

    /// <exception cref="ArgumentException">The facts in the log lack a sort key.</exception>
    public WindowTest(ListWindow window)
    {
        _window = window;
        var last = window.Order.Count > 0 && window.Order[^1].Descending;
        _keys =
        [
            .. window.Order.Select(k => (FactValue.OfArticle(k.Field), k.Descending != window.Backward)),
            (facts => facts.Id, last != window.Backward),
        ];
    }

    /// <summary>Returns false if the article lies outside of the window.</summary>
    public bool MayContain(ChangeFacts facts) =>
        Compare(facts, _window.After) is null or > 0 && Compare(facts, _window.Before) is null or < 0
        && Compare(facts, _window.Last) is null or <= 0;

    /// <summary>
    /// Returns the place of the article relative to a row of the list: less than 0 before it, more than 0 after it. Returns null without
    /// the row, and if the order is not known.
    /// </summary>
    private int? Compare(ChangeFacts facts, IReadOnlyList<object?>? row)
    {
        if (row is null)
        {
            return null;
        }

        for (var i = 0; i < _keys.Length; i++)
        {
            var (mine, other) = (_keys[i].Value(facts), Normalise(row[i]));
            if (Equals(mine, other))
            {
                continue;
            }

            // A missing value sorts as the largest.
            int? order = (mine, other) switch
            {
                (null, _) => 1,
                (_, null) => -1,
                (string, _) => null,
                (IComparable one, _) when one.GetType() == other.GetType() => one.CompareTo(other),
                _ => null,
            };
            return _keys[i].Descending ? -order : order;
        }

        return 0;
    }

    private static object? Normalise(object? value) =>
        value is Enum number ? Convert.ToInt16(number, CultureInfo.InvariantCulture) : value;
}
