using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>The types of the schema that stand for tables. The indexer finds the type of a table.</summary>
internal sealed class TableTypes
{
    private readonly Dictionary<ContentTable, TableType> _byTable = [];

    public IEnumerable<TableType> All => _byTable.Values;

    public TableType this[ContentTable table] => _byTable[table];

    public IReadOnlyDictionary<ContentTable, TableType> ByTable => _byTable;

    public T Add<T>(T type)
        where T : TableType
    {
        _byTable.Add(type.Table, type);
        return type;
    }
}
