namespace NewsApi.Content.Suggesting;

/// <summary>A word of names, with every name that has it.</summary>
internal sealed class NameWord(string letters)
{
    public string Letters => letters;

    public List<SubjectName> Names { get; } = new(1);
}
