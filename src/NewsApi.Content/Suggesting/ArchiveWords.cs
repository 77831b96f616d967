namespace NewsApi.Content.Suggesting;

/// <summary>
/// The words of the headlines, kickers and summaries of public articles, with their counts. The caller must keep readers out while it
/// changes them.
/// </summary>
internal sealed class ArchiveWords
{
    /// <summary>The greatest number of words. When it is reached, new words are not added.</summary>
    private const int MostWords = 500_000;

    private readonly SortedWords<ArchiveWord> _words = new(letters => new ArchiveWord(letters));

    public int Count => _words.Count;

    public SortedWords<ArchiveWord> Words => _words;

    /// <summary>Adds counts. A word whose count becomes 0 is removed.</summary>
    public void Add(WordCounts counts)
    {
        var changed = counts.Counts.Where(c => c.Value != 0)
            .Select(c => (Letters: FoldedWords.Fold(c.Key), Form: c.Key, Count: c.Value)).Where(c => c.Letters.Length > 0).ToArray();
        var room = Math.Max(0, MostWords - _words.Count);
        _words.Add(changed.Where(c => c.Count > 0).Select(c => c.Letters).Where(w => _words.Find(w) is null).Distinct().Take(room));
        var emptied = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (letters, form, count) in changed)
        {
            if (_words.Find(letters) is { } word)
            {
                word.Add(form, count);
                _ = word.Count > 0 ? emptied.Remove(letters) : emptied.Add(letters);
            }
        }

        _words.Remove(emptied);
    }
}
