namespace NewsApi.Content.Suggesting;

/// <summary>
/// Finds the names that match a typed text. Each typed word must be a word of the name; the last typed word may be the beginning of a word.
/// If too few names match exactly, the search also finds names with one edit in one typed word. That word must have at least
/// <see cref="Suggester.LeastLetters"/> letters.
/// </summary>
/// <param name="allows">Returns whether a subject may be found.</param>
internal sealed class NameSearch(SortedWords<NameWord> words, Predicate<NamedSubject> allows, int size)
{
    private readonly BestNames _best = new(size);

    /// <summary>Returns the best names, at most one for a subject, the best first.</summary>
    public IReadOnlyList<NameMatch> Find(IReadOnlyList<FoldedWord[]> alternatives)
    {
        foreach (var typed in alternatives)
        {
            FindExact(typed);
        }

        foreach (var typed in alternatives)
        {
            for (var i = 0; i < typed.Length && !_best.IsFull; i++)
            {
                FindNear(typed, i);
            }
        }

        return _best.Names;
    }

    private void FindExact(FoldedWord[] typed)
    {
        // Only the names with the rarest whole word are tested for the other words. If there is no whole word, the names with the beginning
        // are tested.
        var rarest = -1;
        List<SubjectName>? fewest = null;
        for (var i = 0; i < typed.Length; i++)
        {
            if (!IsPrefix(typed, i))
            {
                if (words.Find(typed[i].Letters) is not { } word)
                {
                    return;
                }

                (rarest, fewest) = fewest is null || word.Names.Count < fewest.Count ? (i, word.Names) : (rarest, fewest);
            }
        }

        if (fewest is not null)
        {
            Offer(fewest, typed, rarest, isExact: true);
            return;
        }

        foreach (var word in words.StartingWith(typed[^1].Letters))
        {
            Offer(word.Names, typed, typed.Length - 1, isExact: true);
        }
    }

    private void FindNear(FoldedWord[] typed, int edited)
    {
        if (typed[edited].Letters.Length >= Suggester.LeastLetters)
        {
            NearWords.Find(words, typed[edited].Letters, most: 1, IsPrefix(typed, edited), keepsFirst: false, (from, to, _, _) =>
            {
                foreach (var word in words.Values(from, to))
                {
                    Offer(word.Names, typed, edited, isExact: false);
                }
            });
        }
    }

    /// <summary>Offers names that have one of the typed words, if they have the other words too.</summary>
    private void Offer(List<SubjectName> names, FoldedWord[] typed, int known, bool isExact)
    {
        foreach (var name in names)
        {
            if (allows(name.Subject) && HasOthers(name, typed, known))
            {
                var isStart = isExact && Matches(name.Words[0], typed, 0);
                _best.Offer(new NameMatch(name, isExact, isStart));
            }
        }
    }

    private static bool HasOthers(SubjectName name, FoldedWord[] typed, int known)
    {
        for (var i = 0; i < typed.Length; i++)
        {
            if (i != known && !Has(name, typed, i))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Has(SubjectName name, FoldedWord[] typed, int i)
    {
        foreach (var word in name.Words)
        {
            if (Matches(word, typed, i))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(NameWord word, FoldedWord[] typed, int i) => IsPrefix(typed, i)
        ? word.Letters.StartsWith(typed[i].Letters, StringComparison.Ordinal)
        : string.Equals(word.Letters, typed[i].Letters, StringComparison.Ordinal);

    private static bool IsPrefix(FoldedWord[] typed, int i) => i == typed.Length - 1 || typed[i].IsUnspaced;
}
