namespace NewsApi.Content.Wire;

/// <summary>
/// JSON text and its parsed form. The text is parsed at the first use, and all readers share the result. The log does not interpret the
/// JSON, so a reader passes the parser.
/// </summary>
public sealed class LazyJson(string text)
{
    private object? _parsed;

    public string Text => text;

    /// <summary>Returns the parsed form.</summary>
    /// <param name="parse">Must return an immutable object.</param>
    public T Parse<T>(Func<string, T> parse)
        where T : class
    {
        // If the first two calls happen at the same time, both parse. The results are equal, and one of them is kept.
        if (_parsed is not T parsed)
        {
            _parsed = parsed = parse(text);
        }

        return parsed;
    }
}
