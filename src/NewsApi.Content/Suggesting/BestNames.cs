namespace NewsApi.Content.Suggesting;

/// <summary>
/// Keeps the best of the names that a search offers, at most one for a subject. A name that is worse than all of them costs one comparison.
/// </summary>
internal sealed class BestNames(int size)
{
    private readonly List<NameMatch> _names = [];

    public bool IsFull => _names.Count >= size;

    /// <summary>The best names, the best first.</summary>
    public IReadOnlyList<NameMatch> Names => _names;

    public void Offer(NameMatch found)
    {
        if (size == 0 || (IsFull && found.CompareTo(_names[^1]) >= 0))
        {
            return;
        }

        var known = _names.FindIndex(n => n.Name.Subject == found.Name.Subject);
        if (known >= 0)
        {
            if (found.CompareTo(_names[known]) >= 0)
            {
                return;
            }

            _names.RemoveAt(known);
        }
        else if (IsFull)
        {
            _names.RemoveAt(_names.Count - 1);
        }

        var at = _names.BinarySearch(found);
        _names.Insert(at < 0 ? ~at : at, found);
    }
}
