namespace NewsApi.Content.Suggesting;

/// <summary>A word of the archive. It has the spellings of the texts, which differ only in accents.</summary>
internal sealed class ArchiveWord(string letters)
{
    private readonly List<(string Form, int Count)> _forms = new(1);

    public string Letters => letters;

    /// <summary>The number of occurrences in all forms.</summary>
    public int Count { get; private set; }

    /// <summary>The most frequent form, in lower case.</summary>
    public string Form => _forms.MaxBy(f => f.Count).Form;

    public void Add(string form, int count)
    {
        var at = _forms.FindIndex(f => f.Form == form);
        var all = (at < 0 ? 0 : _forms[at].Count) + count;
        if (at >= 0)
        {
            _forms.RemoveAt(at);
        }

        if (all > 0)
        {
            _forms.Add((form, all));
        }

        Count = _forms.Sum(f => f.Count);
    }
}
