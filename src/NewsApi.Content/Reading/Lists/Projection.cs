using System.Collections.Concurrent;
using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// The columns of a list's rows: the selected fields, the id and the sort keys. <see cref="Selection"/> caches the projection, because
/// writing the select list costs more than writing the rest of the statement. All requests with the same GraphQL document select the same
/// fields, so they share the projection.
/// </summary>
internal sealed class Projection
{
    /// <summary>The largest number of texts. A document whose filter is a variable has many shapes.</summary>
    private const int MaxTexts = 8;

    private readonly Dictionary<Field, string> _names;
    private readonly Dictionary<Field, string> _expressions = [];
    private readonly ConcurrentDictionary<ListShape, ListText> _texts = [];
    private readonly string _ofTable;
    private readonly string _ofMentions;

    public Projection(Selection selection, ValueList<SortKey> order)
    {
        Order = order;
        var id = selection.Table.Id;
        Fields = [.. selection.Fields.Append(id).Concat(order.Select(k => k.Field)).Distinct()];
        _names = Fields.Select((field, i) => (field, i)).ToDictionary(
            f => f.field, f => string.Create(CultureInfo.InvariantCulture, $"c{f.i}"));
        var parameters = new List<object>();
        foreach (var key in order.Where(k => k.Parameters.Count > 0))
        {
            _expressions[key.Field] = key.Field.Sql("a", parameters.Count + 1, key.Parameters.Count);
            parameters.AddRange(key.Parameters);
        }

        Parameters = parameters;

        // PostgreSQL can merge sorted SELECTs only by columns of their select lists. So a sort key is selected by the expression of the
        // ORDER BY.
        string List(Scope scope) => string.Join(", ", Fields.Select(
            f => $"{(f == id || order.Any(k => k.Field == f) ? GetExpression(f, scope) : f.Sql("a"))} as {_names[f]}"));
        (_ofTable, _ofMentions) = (List(Scope.Table), selection.Table == ContentTable.Article ? List(Scope.Mentions) : "");
    }

    /// <summary>The sort keys of the lists that can use this projection.</summary>
    public ValueList<SortKey> Order { get; }

    /// <summary>The fields in the order of the select list.</summary>
    public Field[] Fields { get; }

    /// <summary>
    /// The parameters in the SQL of the sort keys, for example the words to rank by. They are the first parameters of each statement, so
    /// that the cached select list can name them by number.
    /// </summary>
    public IReadOnlyList<object> Parameters { get; }

    /// <summary>Makes the statement of a list. Usually calls <paramref name="write"/> only for the first list with this shape.</summary>
    public SqlText Write(ListShape shape, Func<SqlText> write)
    {
        if (_texts.TryGetValue(shape, out var known))
        {
            return known.Write(shape);
        }

        var written = write();
        if (_texts.Count < MaxTexts && ListText.TryCreate(written, shape) is { } text)
        {
            _texts[shape.WithoutValues()] = text;
        }

        return written;
    }

    public string GetSelectList(Scope scope) => scope == Scope.Mentions ? _ofMentions : _ofTable;

    /// <summary>Returns the name of a field's column in the result.</summary>
    public string GetName(Field field) => _names[field];

    /// <summary>
    /// Returns the SQL of a sort key's field. The table of mentions has copies of the article's id and time of publication, and an index on
    /// mentions contains these copies. If a statement reads the mentions first, ORDER BY and the bounds of the page must name the copies.
    /// PostgreSQL can then use the index.
    /// </summary>
    public string GetExpression(Field field, Scope scope) => (scope, field.Name) switch
    {
        (Scope.Mentions, nameof(Article.PublishedAt)) => "m.published_at",
        (Scope.Mentions, nameof(Article.Id)) => "m.article_id",
        _ => _expressions.TryGetValue(field, out var expression) ? expression : field.Sql("a"),
    };
}
