namespace NewsApi.Content.Linking;

/// <summary>Turns places of a text from UTF-16 into code points, each counted from the place before.</summary>
internal struct CodePoints(string text, int start)
{
    private int _done;
    private int _point;

    /// <summary>The code points between the start and a place in UTF-16.</summary>
    public int At(int unit)
    {
        if (unit - start < _done)
        {
            (_done, _point) = (0, 0);
        }

        var between = text.AsSpan(start + _done, unit - start - _done);
        foreach (var c in between)
        {
            _point += char.IsLowSurrogate(c) ? 0 : 1;
        }

        _done = unit - start;
        return _point;
    }
}
