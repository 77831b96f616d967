using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using NewsApi.Content;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Filtering;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>
/// A type whose things are kept in a table. What it declares is all there is to say about a field: the schema's field,
/// filter and sort, the column that is read, and the value in the log all follow from it.
/// </summary>
internal abstract class ContentType : ObjectGraphType
{
    private readonly List<FilterScalar> _filterable = [];
    private readonly List<FilterScalar> _sortable = [];
    private readonly List<FilterRelation> _filterableRelations = [];

    protected ContentType(ContentTable table, string plural)
    {
        (Table, Plural, Name) = (table, plural, table.Name);
    }

    public ContentTable Table { get; }

    /// <summary>What several of them are called, which is also the name of the field that lists them.</summary>
    public string Plural { get; }

    public IReadOnlyList<FilterScalar> Filterable => _filterable;

    public IReadOnlyList<FilterScalar> Sortable => _sortable;

    public IReadOnlyList<FilterRelation> FilterableRelations => _filterableRelations;

    /// <summary>The order of a list for which none was asked.</summary>
    public abstract ValueList<SortKey> DefaultOrder { get; }

    /// <summary>The global id.</summary>
    protected void Identity()
    {
        const string description = "An opaque id that is unique across the schema; fetch the thing again by `node(id:)`.";
        AddField(ReadField.Of("id", Sdl.NonNull("ID"), description, Table.Id, id => GlobalId.Of(Table, (long)id!)));
        _filterable.Add(new FilterScalar("id", description, "ID", Table.Id));
    }

    /// <summary>A scalar: a field that can be filtered and sorted by.</summary>
    protected void Scalar(Field field, MemberInfo documented, string? name = null)
    {
        var scalar = new FilterScalar(
            name ?? JsonNamingPolicy.CamelCase.ConvertName(field.Name), Docs.Of(documented), Sdl.NameOf(field.Type), field);
        AddField(ReadField.Of(scalar.Name, Sdl.Of(field), scalar.Description, field));
        _filterable.Add(scalar);
        _sortable.Add(scalar);
    }

    /// <summary>A list of texts; shown, but not filtered by yet.</summary>
    protected void Texts(Field field, MemberInfo documented) => AddField(ReadField.Of(
        JsonNamingPolicy.CamelCase.ConvertName(field.Name), Sdl.NonNullListOf("String"), Docs.Of(documented), field));

    /// <summary>A relation that can be filtered by.</summary>
    protected void Filter(Relation relation, string description) =>
        _filterableRelations.Add(new FilterRelation(relation.Name, description, relation));
}

/// <summary>A content type over a class of the model.</summary>
internal abstract class ContentType<T> : ContentType
{
    protected ContentType(ContentTable table, string plural)
        : base(table, plural) => Description = Docs.Of(typeof(T));

    /// <summary>A scalar of the model, however deep it lies; its docstring is the description.</summary>
    protected void Scalar(Expression<Func<T, object?>> property, string? name = null) => Scalar(Table.Field(property), Member(property), name);

    protected void Texts(Expression<Func<T, object?>> property) => Texts(Table.Field(property), Member(property));

    private static MemberInfo Member(Expression<Func<T, object?>> property) =>
        ((MemberExpression)(property.Body is UnaryExpression convert ? convert.Operand : property.Body)).Member;
}
