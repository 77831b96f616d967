using NewsApi.Content.Wire;

namespace NewsApi.Content.Reading.Lists;

/// <summary>Makes a page out of the rows a statement brought, of which one more than asked for may have come.</summary>
internal static class ListPage
{
    public static Page Of(ListQuery list, List<Row> rows, long? total, WireCursor wire)
    {
        var more = rows.Count > list.Size;
        if (more)
        {
            rows.RemoveRange(list.Size, rows.Count - list.Size);
        }

        if (list.Backward)
        {
            rows.Reverse();
        }

        // Behind a cursor lies at least the row that it came from.
        var (begun, goesOn) = (list.Cursor is not null, more || list.EndCursor is not null);
        return new Page(rows, new PageCursors(list, rows), list.Backward ? begun : goesOn, list.Backward ? goesOn : begun, total, wire);
    }
}
