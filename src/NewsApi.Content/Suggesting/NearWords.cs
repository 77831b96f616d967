namespace NewsApi.Content.Suggesting;

/// <summary>
/// Finds the words that differ from a typed word by a few edits. An edit inserts, removes or replaces one letter, or exchanges two
/// neighbours (optimal string alignment). Words with a common beginning share the computed distances of that beginning. If no word with a
/// beginning can be near, the search skips all words with it.
/// </summary>
internal static class NearWords
{
    /// <summary>The greatest length of a typed word. For a longer word, no near words are found.</summary>
    private const int MostLetters = 40;

    /// <summary>Receives words that are near.</summary>
    /// <param name="from">The index of the first of the words.</param>
    /// <param name="to">The index after the last of the words.</param>
    /// <param name="edits">The number of edits.</param>
    /// <param name="letters">The number of letters of the words that match; the rest of a word was not typed yet.</param>
    public delegate void Found(int from, int to, int edits, int letters);

    /// <summary>Finds the near words among sorted words, in their order.</summary>
    /// <param name="typed">The typed word.</param>
    /// <param name="most">The greatest number of edits.</param>
    /// <param name="isPrefix">
    /// True if the typed word may be the beginning of a longer word. The last typed letter must then be right. Otherwise <c>pari</c> would
    /// be near every word that begins with <c>par</c>.
    /// </param>
    /// <param name="keepsFirst">True if the first letter must be right. The search then reads fewer words.</param>
    public static void Find<T>(SortedWords<T> words, string typed, int most, bool isPrefix, bool keepsFirst, Found found)
        where T : class
    {
        if (typed.Length is 0 or > MostLetters)
        {
            return;
        }

        // A row for each letter of the current word. Beyond this number of rows, every word is too long and was skipped.
        var rows = new int[typed.Length + most + 2][];
        rows[0] = [.. Enumerable.Range(0, typed.Length + 1)];
        var (path, known) = ("", 0);
        for (var i = 0; i < words.Count;)
        {
            var word = words.Words[i];
            var depth = Math.Min(path.AsSpan().CommonPrefixLength(word), known);
            var next = i + 1;
            var isDecided = false;
            while (!isDecided && depth < word.Length)
            {
                depth++;
                var least = FillRow(rows, depth, word, typed);
                if (isPrefix && EditsOfBeginning(rows, depth, word, typed) is var edits && edits <= most)
                {
                    next = words.EndOf(word, depth, i);
                    found(i, next, edits, depth);
                    isDecided = true;
                }
                else if (least > most || (keepsFirst && depth == 1 && word[0] != typed[0]))
                {
                    next = words.EndOf(word, depth, i);
                    isDecided = true;
                }
            }

            if (!isDecided && rows[depth][typed.Length] <= most)
            {
                found(i, next, rows[depth][typed.Length], depth);
            }

            (path, known, i) = (word, depth, next);
        }
    }

    /// <summary>
    /// Computes the distances between the first letters of a word and each beginning of the typed word. Returns the least distance.
    /// </summary>
    private static int FillRow(int[][] rows, int depth, string word, string typed)
    {
        var (row, above) = (rows[depth] ??= new int[typed.Length + 1], rows[depth - 1]);
        var letter = word[depth - 1];
        var least = row[0] = depth;
        for (var j = 1; j <= typed.Length; j++)
        {
            var distance = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + (typed[j - 1] == letter ? 0 : 1));
            if (IsExchange(word, depth, typed, j))
            {
                distance = Math.Min(distance, rows[depth - 2][j - 2] + 1);
            }

            row[j] = distance;
            least = Math.Min(least, distance);
        }

        return least;
    }

    /// <summary>
    /// Returns the number of edits between the typed word and the first letters of a word. Returns the greatest integer if their last
    /// letters differ.
    /// </summary>
    private static int EditsOfBeginning(int[][] rows, int depth, string word, string typed)
    {
        var last = typed.Length;
        var same = word[depth - 1] == typed[last - 1] ? rows[depth - 1][last - 1] : int.MaxValue;
        return IsExchange(word, depth, typed, last) ? Math.Min(same, rows[depth - 2][last - 2] + 1) : same;
    }

    private static bool IsExchange(string word, int depth, string typed, int j) =>
        depth > 1 && j > 1 && word[depth - 1] == typed[j - 2] && word[depth - 2] == typed[j - 1];
}
