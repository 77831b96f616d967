using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using NewsApi.Content;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>
/// A type whose things are kept in a table. What it declares is all there is to say about a field: the schema's field,
/// filter and sort, the column that is read, and the value in the log all follow from it.
/// </summary>
internal abstract class TableType : ObjectGraphType
{
    private readonly List<FilterField> _filters = [];
    private readonly List<FilterScalar> _sortable = [];

    protected TableType(ContentTable table, string plural)
    {
        (Table, Plural, Name) = (table, plural, table.Name);
    }

    public ContentTable Table { get; }

    /// <summary>What several of them are called, which is also the name of the field that lists them.</summary>
    public string Plural { get; }

    /// <summary>What things of this type can be filtered by, in the order of the schema.</summary>
    public IReadOnlyList<FilterField> Filters => _filters;

    public IReadOnlyList<FilterScalar> Sortable => _sortable;

    /// <summary>The field that leads to the thing above, by whose fields things of this type can be sorted; null where there is none.</summary>
    public FieldType? SortableParent { get; private set; }

    /// <summary>The order of a list for which none was asked.</summary>
    public abstract ValueList<SortKey> DefaultOrder { get; }

    /// <summary>The global id: a field that can be filtered by.</summary>
    protected void Identity()
    {
        const string description = "An opaque id that is unique across the schema; fetch the thing again by `node(id:)`.";
        AddField(SelectedField.Of("id", TypeRefs.NonNull("ID"), description, Table.Id, id => GlobalId.Of(Table, (long)id!)));
        _filters.Add(new FilterScalar("id", description, "ID", Table.Id, Table));
    }

    /// <summary>A scalar: a field that can be filtered and sorted by.</summary>
    protected void Scalar(Field field, MemberInfo documented, string? name = null)
    {
        var scalar = new FilterScalar(
            name ?? JsonNamingPolicy.CamelCase.ConvertName(field.Name), XmlDescriptions.Of(documented), TypeRefs.NameOf(field.Type), field);
        AddField(SelectedField.Of(scalar.Name, TypeRefs.Of(field), scalar.Description, field));
        _filters.Add(scalar);
        _sortable.Add(scalar);
    }

    /// <summary>A list of texts: a field that can be filtered by.</summary>
    protected void Texts(Field field, MemberInfo documented)
    {
        var (name, description) = (JsonNamingPolicy.CamelCase.ConvertName(field.Name), XmlDescriptions.Of(documented));
        AddField(SelectedField.Of(name, TypeRefs.NonNullListOf("String"), description, field));
        _filters.Add(new FilterTexts(name, description, field, new FilterScalar(name, description, "String", field.Item!)));
    }

    /// <summary>The thing of the same kind above it: a field, a filter under a name of its own, and what can be sorted by.</summary>
    protected void Parent(string name, string filterName, string description)
    {
        SortableParent = AddField(SelectedField.Along(name, TypeRefs.Named(Name!), description, (reader, group, parent) =>
        {
            parent.Add(Table["ParentId"]);
            parent.Add(new RelatedRead(group.Key, Relation.ParentOf(Table), [reader.Read(Name!, Table, group.SelectionSets)]));
        }));
        Filter(new FilterRelation(filterName, $"{description} Holds where there is one and it matches.", Relation.ParentOf(Table), One: true));
    }

    /// <summary>The things of the same kind right below it, by name.</summary>
    protected void Children(string name, string description)
    {
        AddField(SelectedField.Along(name, TypeRefs.NonNullListOf(Name!), description, (reader, group, parent) =>
            parent.Add(new RelatedRead(group.Key, Relation.ChildrenOf(Table), [reader.Read(Name!, Table, group.SelectionSets)]))));
        Filter(new FilterRelation(name, description, Relation.ChildrenOf(Table)));
    }

    /// <summary>Something that is no field of its own and can be filtered by.</summary>
    protected void Filter(FilterField filter) => _filters.Add(filter);
}

/// <summary>A content type over a class of the model.</summary>
internal abstract class TableType<T> : TableType
{
    protected TableType(ContentTable table, string plural)
        : base(table, plural) => Description = XmlDescriptions.Of(typeof(T));

    /// <summary>A scalar of the model, however deep it lies; its docstring is the description.</summary>
    protected void Scalar(Expression<Func<T, object?>> property, string? name = null) => Scalar(Table.Field(property), Member(property), name);

    protected void Texts(Expression<Func<T, object?>> property) => Texts(Table.Field(property), Member(property));

    private static MemberInfo Member(Expression<Func<T, object?>> property) =>
        ((MemberExpression)(property.Body is UnaryExpression convert ? convert.Operand : property.Body)).Member;
}
