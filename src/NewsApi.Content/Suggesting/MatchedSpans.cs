using NewsApi.Content.Articles;

namespace NewsApi.Content.Suggesting;

/// <summary>Finds the parts of a name that a typed text matches, for highlighting.</summary>
internal static class MatchedSpans
{
    /// <summary>
    /// Returns the matching ranges of the name, in order and without overlaps. If only the beginning of a word was typed, the range ends
    /// there.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="alternatives">The typed text, as <see cref="FoldedWords.OfTyped"/> reads it.</param>
    public static IReadOnlyList<Span> Find(string name, IReadOnlyList<FoldedWord[]> alternatives)
    {
        var words = FoldedWords.OfName(name);
        foreach (var most in new[] { 0, 1 })
        {
            foreach (var typed in alternatives)
            {
                Span?[] spans = [.. typed.Select((t, i) => Find(words, t, isPrefix: i == typed.Length - 1 || t.IsUnspaced, most))];
                if (!spans.Contains(null))
                {
                    return Merge(spans.OfType<Span>());
                }
            }
        }

        return [];
    }

    private static Span? Find(IReadOnlyList<FoldedWord> words, FoldedWord typed, bool isPrefix, int most)
    {
        var exact = words.FirstOrDefault(w => w.Letters == typed.Letters)
            ?? (isPrefix ? words.FirstOrDefault(w => w.Letters.StartsWith(typed.Letters, StringComparison.Ordinal)) : null);
        if (exact is not null || most == 0 || typed.Letters.Length < Suggester.LeastLetters)
        {
            return exact is null ? null : new Span(exact.Start, exact.Ends[typed.Letters.Length - 1]);
        }

        Span? found = null;
        var sorted = new SortedWords<FoldedWord>(letters => words.First(w => w.Letters == letters));
        sorted.Add(words.Select(w => w.Letters));
        NearWords.Find(sorted, typed.Letters, most, isPrefix, keepsFirst: false, (from, to, _, letters) =>
        {
            var word = sorted.Values(from, to)[0];
            found ??= new Span(word.Start, word.Ends[letters - 1]);
        });
        return found;
    }

    private static List<Span> Merge(IEnumerable<Span> spans)
    {
        var merged = new List<Span>();
        foreach (var span in spans.OrderBy(s => s.Start).ThenBy(s => s.End))
        {
            if (merged is [.., var last] && span.Start < last.End)
            {
                merged[^1] = last with { End = Math.Max(last.End, span.End) };
            }
            else
            {
                merged.Add(span);
            }
        }

        return merged;
    }
}
