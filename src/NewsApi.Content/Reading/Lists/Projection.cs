using System.Globalization;
using NewsApi.Content.Articles;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// The columns that a row of a list is made of: the fields wanted, the id, the sort keys. A selection keeps them, because what a document
/// asks for is the same each time, and writing it out costs more than the rest of the statement.
/// </summary>
internal sealed class Projection
{
    private readonly Dictionary<Field, string> _names;

    public Projection(Selection selection, ValueList<SortKey> order)
    {
        Order = order;
        var id = selection.Table.Id;
        Fields = [.. selection.Fields.Append(id).Concat(order.Select(k => k.Field)).Distinct()];
        _names = Fields.Select((field, i) => (field, i)).ToDictionary(f => f.field, f => string.Create(CultureInfo.InvariantCulture, $"c{f.i}"));

        // Branches are merged by what they select, and only what their order names keeps its order.
        string List(Scope scope) => string.Join(", ", Fields.Select(
            f => $"{(f == id || order.Any(k => k.Field == f) ? Source(f, scope) : f.Sql("a"))} as {_names[f]}"));
        (OfEverything, OfEntity) = (List(Scope.Everything), selection.Table == ContentTable.Article ? List(Scope.OfEntity) : "");
    }

    /// <summary>The order that they are for.</summary>
    public ValueList<SortKey> Order { get; }

    public Field[] Fields { get; }

    private string OfEverything { get; }

    private string OfEntity { get; }

    /// <summary>The select list.</summary>
    public string SelectList(Scope scope) => scope == Scope.OfEntity ? OfEntity : OfEverything;

    /// <summary>The column of the answer that holds a field.</summary>
    public string NameOf(Field field) => _names[field];

    // The index on mention is in the order of its own copies, so order and bound must name those.
    public static string Source(Field field, Scope scope) => (scope, field.Name) switch
    {
        (Scope.OfEntity, nameof(Article.PublishedAt)) => "m.published_at",
        (Scope.OfEntity, nameof(Article.Id)) => "m.article_id",
        _ => field.Sql("a"),
    };
}
