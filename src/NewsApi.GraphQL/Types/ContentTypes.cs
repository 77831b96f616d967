using NewsApi.Content.Reading;
using NewsApi.GraphQL.Filtering;

namespace NewsApi.GraphQL.Types;

/// <summary>The content types by their tables, and the reader of their filters.</summary>
internal sealed class ContentTypes
{
    private readonly Dictionary<ContentTable, ContentType> _byTable = [];

    public ContentTypes() => Filters = new FilterReader(_byTable);

    public FilterReader Filters { get; }

    public IEnumerable<ContentType> All => _byTable.Values;

    public ContentType this[ContentTable table] => _byTable[table];

    public T Add<T>(T type)
        where T : ContentType
    {
        _byTable.Add(type.Table, type);
        return type;
    }
}
