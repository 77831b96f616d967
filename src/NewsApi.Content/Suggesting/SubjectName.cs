namespace NewsApi.Content.Suggesting;

/// <summary>A name or alias of a subject, with the words by which it is found.</summary>
/// <param name="text">The name as it is stored.</param>
/// <param name="words">The words of <see cref="FoldedWords.OfName"/>, in that order.</param>
/// <param name="isAlias">True if the subject has another name that is shown first.</param>
internal sealed class SubjectName(NamedSubject subject, string text, NameWord[] words, bool isAlias)
{
    public NamedSubject Subject => subject;

    public string Text => text;

    public NameWord[] Words => words;

    public bool IsAlias => isAlias;
}
