using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;

namespace NewsApi.Content.Suggesting;

/// <summary>What to suggest for a typed text, and what to read of it.</summary>
/// <param name="Text">The typed text.</param>
/// <param name="Kinds">The kinds of things to suggest; null for all.</param>
/// <param name="Size">The greatest number of suggestions.</param>
/// <param name="Selections">What to read of people, places and topics, by table. Each selection has the name and the aliases.</param>
/// <param name="CountsArticles">True to count the articles of each section.</param>
public sealed record SuggestionQuery(
    string Text,
    IReadOnlySet<SuggestionKind>? Kinds,
    int Size,
    IReadOnlyDictionary<ContentTable, Selection> Selections,
    bool CountsArticles)
{
    /// <summary>The greatest number of reads from the snapshot: one of the log's head, and two of each kind.</summary>
    public static int MaxReads { get; } = 1 + (2 * Enum.GetValues<SuggestionKind>().Length);
}
