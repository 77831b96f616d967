using System.Collections;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// The cursors of a page. Each cursor is computed when it is read, because most responses contain only two cursors or none.
/// </summary>
internal sealed class PageCursors(ListQuery list, IReadOnlyList<Row> rows) : IReadOnlyList<string>
{
    private readonly Lazy<string> _digest = new(() => PageCursor.ComputeDigest(list));

    public int Count => rows.Count;

    public string this[int index] => PageCursor.Write(list, _digest.Value, rows[index]);

    public IEnumerator<string> GetEnumerator() => rows.Select((_, i) => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
