using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Suggesting;

/// <summary>
/// Suggests names for a typed text, and corrects searches. The index in memory finds and ranks the names; then the snapshot reads the rows.
/// The snapshot alone decides what the caller may see, so a name under an embargo is never suggested.
/// </summary>
public sealed class Suggester(ArchiveIndex index, NewsWire wire)
{
    /// <summary>The least number of letters of a word with an edit. A shorter word would be near too many others.</summary>
    public const int LeastLetters = 4;

    /// <summary>The number of names that the index finds beyond the requested number. They replace names that the snapshot lacks.</summary>
    private const int Spare = 20;

    /// <summary>Returns the suggestions, the best first.</summary>
    public async Task<IReadOnlyList<Suggestion>> SuggestAsync(
        NewsSnapshot snapshot, SuggestionQuery query, CancellationToken cancellationToken)
    {
        var alternatives = FoldedWords.OfTyped(query.Text);
        if (alternatives.Count == 0 || query.Size == 0)
        {
            return [];
        }

        await WaitForIndexAsync(snapshot, cancellationToken);
        var found = index.Read((subjects, _) => subjects.Find(
            alternatives, query.Kinds, onlyPublic: snapshot.Visibility == Visibility.Public, query.Size + Spare));

        var suggestions = new List<Suggestion>();
        for (var read = 0; suggestions.Count < query.Size && read < found.Count;)
        {
            NameMatch[] next = [.. found.Skip(read).Take(read == 0 ? query.Size : Spare)];
            suggestions.AddRange(await ReadAsync(snapshot, next, query, alternatives, cancellationToken));
            read += next.Length;
        }

        return suggestions.Count > query.Size ? suggestions[..query.Size] : suggestions;
    }

    /// <summary>
    /// Returns the search with each unknown word replaced by the nearest word of public articles, the most frequent of equally near ones.
    /// Returns null if every word is known, or if no word is near an unknown one.
    /// </summary>
    public async Task<string?> CorrectAsync(NewsSnapshot snapshot, string search, CancellationToken cancellationToken)
    {
        await WaitForIndexAsync(snapshot, cancellationToken);
        var spelling = index.Read((subjects, words) => Spelling.Check(
            search, letters => words.Words.Find(letters) is not null || subjects.IsUsed(letters)));
        if (!spelling.IsCertain)
        {
            await snapshot.RunAsync([spelling.CreateStatement(snapshot.Visibility)], last: true, cancellationToken);
        }

        return spelling.IsCertain ? null : index.Read((subjects, words) => spelling.Correct(
            (letters, edits, keepsFirst) => NearestWord.Find(subjects, words, letters, edits, keepsFirst)));
    }

    /// <summary>
    /// Waits until the index has every change that the snapshot has. The index may have later changes too; the snapshot's rows decide then.
    /// </summary>
    private async Task WaitForIndexAsync(NewsSnapshot snapshot, CancellationToken cancellationToken)
    {
        var cursor = await snapshot.ReadCursorAsync(cancellationToken);
        await wire.WaitUntilReadAsync(cursor, cancellationToken);
        await index.WaitUntilAsync(cursor, cancellationToken);
    }

    /// <summary>
    /// Reads the rows of the names. Leaves out rows that the caller may not see, and rows that do not have the name in the snapshot.
    /// </summary>
    private static async Task<IEnumerable<Suggestion>> ReadAsync(
        NewsSnapshot snapshot, NameMatch[] found, SuggestionQuery query, IReadOnlyList<FoldedWord[]> alternatives,
        CancellationToken cancellationToken)
    {
        var rows = new Dictionary<(SuggestionKind, long), Row?>();
        foreach (var ofKind in found.Where(f => f.Name.Subject.Kind != SuggestionKind.Section).GroupBy(f => f.Name.Subject.Kind))
        {
            long[] ids = [.. ofKind.Select(f => f.Name.Subject.Id)];
            var selection = query.Selections[ContentTable.Of((EntityKind)ofKind.Key)];
            foreach (var (id, row) in ids.Zip(await snapshot.ReadByIdAsync(selection, ids, cancellationToken)))
            {
                rows.Add((ofKind.Key, id), row);
            }
        }

        string[] names = [.. found.Select(f => f.Name.Subject.Section).Where(s => s.Length > 0)];
        var sections = names.Length == 0
            ? []
            : (await snapshot.ReadSectionsAsync(query.CountsArticles, cancellationToken, names))
                .ToDictionary(s => s.Name, StringComparer.Ordinal);
        return found.Select(f => Make(f.Name)).OfType<Suggestion>();

        Suggestion? Make(SubjectName name)
        {
            var row = rows.GetValueOrDefault((name.Subject.Kind, name.Subject.Id));
            var section = sections.GetValueOrDefault(name.Subject.Section);
            return section is not null || (row is not null && HasName(row, name.Text))
                ? new Suggestion(name.Subject.Kind, name.Text, MatchedSpans.Find(name.Text, alternatives), row, section)
                : null;
        }
    }

    private static bool HasName(Row row, string name)
    {
        return IsSame((string?)row[row.Table[nameof(Entity.Name)]])
            || Array.Exists((string[]?)row[row.Table[nameof(Entity.Aliases)]] ?? [], IsSame);

        bool IsSame(string? stored) => string.Equals(stored, name, StringComparison.Ordinal);
    }
}
