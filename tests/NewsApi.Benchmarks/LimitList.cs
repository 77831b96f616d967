using Npgsql;

namespace NewsApi.Benchmarks;

/// <summary>The articles of the limit's <c>list</c>, kept until the statements with what they name have been read.</summary>
internal sealed class LimitList
{
    private const int PageSize = 20;

    private readonly List<Item> _items = new(PageSize + 1);
    private readonly Dictionary<long, Item> _byId = new(PageSize + 1);

    public bool HasNext => _items.Count > PageSize;

    public IEnumerable<Item> Page => _items.Take(PageSize);

    public long[] Ids() => [.. Page.Select(a => a.Id)];

    public void Add(NpgsqlDataReader row)
    {
        var item = new Item(row.GetInt64(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null
            : row.GetString(3), row.GetDateTime(4));
        _items.Add(item);
        _byId.Add(item.Id, item);
    }

    public void Name(int kind, NpgsqlDataReader row) =>
        _byId[row.GetInt64(0)].Named[kind - 1].Add((row.GetInt64(1), row.GetString(2), row.GetString(3)));

    internal sealed record Item(long Id, string Slug, string Headline, string? Summary, DateTime PublishedAt)
    {
        /// <summary>People, places, topics.</summary>
        public List<(long Id, string Slug, string Name)>[] Named { get; } = [[], [], []];
    }
}
