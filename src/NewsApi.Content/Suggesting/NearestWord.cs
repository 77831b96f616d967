namespace NewsApi.Content.Suggesting;

/// <summary>Finds the word of public articles, or of the names that they use, with the fewest edits to a typed word.</summary>
internal static class NearestWord
{
    /// <summary>Returns the word in lower case; null if no word is near. Of equally near words, the most frequent wins.</summary>
    /// <param name="letters">The folded letters of the typed word.</param>
    /// <param name="most">The greatest number of edits.</param>
    /// <param name="keepsFirst">True if the first letter must be right.</param>
    public static string? Find(SubjectIndex subjects, ArchiveWords words, string letters, int most, bool keepsFirst)
    {
        var (fewest, greatest, nearest) = (int.MaxValue, 0, default(Func<string>));
        NearWords.Find(words.Words, letters, most, isPrefix: false, keepsFirst, (from, to, edits, _) =>
        {
            foreach (var word in words.Words.Values(from, to))
            {
                Offer(edits, word.Count, () => word.Form);
            }
        });
        subjects.FindNear(letters, most, keepsFirst, (edits, name, word) => Offer(edits, name.Subject.Uses, () => FormOf(name, word)));
        return nearest?.Invoke();

        void Offer(int edits, int count, Func<string> form)
        {
            if (edits < fewest || (edits == fewest && count > greatest))
            {
                (fewest, greatest, nearest) = (edits, count, form);
            }
        }
    }

    private static string FormOf(SubjectName name, string letters)
    {
        var word = FoldedWords.OfName(name.Text).First(w => w.Letters == letters);
        return string.Concat(name.Text.EnumerateRunes().Skip(word.Start).Take(word.Ends[^1] - word.Start)).ToLowerInvariant();
    }
}
