namespace NewsApi.Content.Suggesting;

/// <summary>A name that a search found.</summary>
/// <param name="IsExact">True if every typed word is in the name as typed; false if one word has an edit.</param>
/// <param name="IsStart">True if the first typed word is the first word of the name.</param>
internal readonly record struct NameMatch(SubjectName Name, bool IsExact, bool IsStart) : IComparable<NameMatch>
{
    /// <summary>
    /// Compares by rank, the best first: exact names before others, then the names with the most articles, then names that begin with the
    /// typed text, then short names. Further keys make the order unambiguous.
    /// </summary>
    public int CompareTo(NameMatch other)
    {
        var (name, otherName) = (Name, other.Name);
        var order = other.IsExact.CompareTo(IsExact);
        order = order != 0 ? order : otherName.Subject.Uses.CompareTo(name.Subject.Uses);
        order = order != 0 ? order : other.IsStart.CompareTo(IsStart);
        order = order != 0 ? order : name.IsAlias.CompareTo(otherName.IsAlias);
        order = order != 0 ? order : name.Text.Length.CompareTo(otherName.Text.Length);
        order = order != 0 ? order : string.CompareOrdinal(name.Text, otherName.Text);
        order = order != 0 ? order : name.Subject.Kind.CompareTo(otherName.Subject.Kind);
        return order != 0 ? order : name.Subject.Id.CompareTo(otherName.Subject.Id);
    }
}
