using NewsApi.Content.Reading;
using NewsApi.GraphQL.Filtering;

namespace NewsApi.GraphQL.Declaring;

/// <summary>The content types by their tables, and readers of their filters.</summary>
internal sealed class TableTypes
{
    private readonly Dictionary<ContentTable, TableType> _byTable = [];

    public IEnumerable<TableType> All => _byTable.Values;

    public TableType this[ContentTable table] => _byTable[table];

    /// <summary>A reader for one filter; it counts, so the next filter gets one of its own.</summary>
    public FilterReader FilterReader(int maxSize) => new(_byTable, maxSize);

    public T Add<T>(T type)
        where T : TableType
    {
        _byTable.Add(type.Table, type);
        return type;
    }
}
