namespace NewsApi.Content.Linking;

/// <summary>Recognises the dateline at the beginning of a report: "LONDON, March 3 -" or "KENNEBUNKPORT, Maine —".</summary>
internal static class Dateline
{
    private const int Longest = 70;

    /// <summary>Whether a name stands in the dateline field of the item, or in a dateline at the beginning of the body.</summary>
    public static bool IsAt(ItemText item, in FoundName name)
    {
        if (item.IsInDateline(name.First))
        {
            return true;
        }

        if (!item.IsInBody(name.First) || item.Tokens[name.Last].End - item.BodyStart > Longest)
        {
            return false;
        }

        var end = EndOf(item);
        return end > 0 && item.Tokens[name.Last].End <= end;
    }

    // Returns the position of the dash that ends the dateline of the body; 0 if the body has no dateline. The first word must be in
    // capitals, and the dash must be on the same line.
    private static int EndOf(ItemText item)
    {
        var body = item.Text.AsSpan(item.BodyStart);
        var head = body[..Math.Min(body.Length, Longest + 10)];
        var line = head.IndexOf('\n');
        head = line < 0 ? head : head[..line];
        var word = head.IndexOfAny(' ', ',', '(');
        if (word < 3 || head[..word].ContainsAnyInRange('a', 'z'))
        {
            return 0;
        }

        var dash = head.IndexOfAny('—', '–');
        dash = dash >= 0 ? dash : head.IndexOf(" -", StringComparison.Ordinal);
        dash = dash >= 0 ? dash : head.IndexOf("--", StringComparison.Ordinal);
        return dash < 0 || head[..dash].Contains(". ", StringComparison.Ordinal) ? 0 : item.BodyStart + dash;
    }
}
