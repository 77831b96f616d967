using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using NewsApi.Content;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>
/// A type of the schema that stands for a table. A field is declared once. The declaration defines the field's type in the schema, its
/// filter and sort key, the column to read, and its value in the change log.
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

    /// <summary>The plural of the type, which is also the name of the field that lists its rows.</summary>
    public string Plural { get; }

    /// <summary>The fields of the type's filter, in the order of the schema.</summary>
    public IReadOnlyList<FilterField> Filters => _filters;

    /// <summary>The fields of the type's sort, in the order of the schema.</summary>
    public IReadOnlyList<FilterScalar> Sortable => _sortable;

    /// <summary>
    /// The field that returns the parent of a row. A list of rows can be sorted by the fields of their parents. Null if the rows of the
    /// table form no tree.
    /// </summary>
    public FieldType? SortableParent { get; private set; }

    /// <summary>The order of a list without the argument <c>order</c>.</summary>
    public abstract ValueList<SortKey> DefaultOrder { get; }

    /// <summary>The order of a list with the argument <c>search</c> and without <c>order</c>.</summary>
    public virtual ValueList<SortKey> SearchOrder => DefaultOrder;

    /// <summary>Declares the global id, as a field of the type and as a filter.</summary>
    protected void AddIdentity()
    {
        const string description = "An opaque id that is unique across the schema. `node(id:)` fetches the object again.";
        // The primary key is never null.
        AddField(SelectedField.ForColumn("id", TypeRefs.NonNull("ID"), description, Table.Id, id => GlobalId.Of(Table, (long)id!)));
        _filters.Add(new FilterScalar("id", description, "ID", Table.Id, Table));
    }

    /// <summary>Declares a scalar, as a field of the type, as a filter and as a sort key.</summary>
    /// <param name="ofFilter">The text that the description of the filter adds to the description of the field.</param>
    protected void AddScalar(Field field, MemberInfo documented, string? name = null, string ofFilter = "")
    {
        var scalar = new FilterScalar(
            name ?? JsonNamingPolicy.CamelCase.ConvertName(field.Name), XmlDescriptions.Of(documented), TypeRefs.NameOf(field.Type), field);
        AddField(SelectedField.ForColumn(scalar.Name, TypeRefs.Of(field, documented), scalar.Description, field));
        _filters.Add(scalar with { Description = scalar.Description + ofFilter });
        _sortable.Add(scalar);
    }

    /// <summary>Declares a list of texts, as a field of the type and as a filter.</summary>
    protected void AddTexts(Field field, MemberInfo documented)
    {
        var (name, description) = (JsonNamingPolicy.CamelCase.ConvertName(field.Name), XmlDescriptions.Of(documented));
        AddField(SelectedField.ForColumn(name, TypeRefs.NonNullListOf("String"), description, field));
        // Not null: a list of texts has a field for its items.
        _filters.Add(new FilterTexts(name, description, field, new FilterScalar(name, description, "String", field.Item!)));
    }

    /// <summary>
    /// Declares the parent, which is a row of the same table. The parent is a field of the type and a sort key, both with the name
    /// <c>name</c>, and a filter with the name <c>filterName</c>.
    /// </summary>
    protected void AddParent(string name, string filterName, string description)
    {
        SortableParent = AddField(SelectedField.ForRelated(name, TypeRefs.Named(Table.Name), description, (reader, group, parent) =>
        {
            parent.Add(Table["ParentId"]);
            parent.Add(
                new RelatedRead(group.Key, Relation.ParentOf(Table), [reader.ReadSelection(Table.Name, Table, group.SelectionSets)]));
        }));
        AddFilter(new FilterRelation(
            filterName, $"{description} Matches if that object exists and matches.", Relation.ParentOf(Table), One: true));
    }

    /// <summary>
    /// Declares the children, which are rows of the same table, sorted by name. They are a field of the type and a filter.
    /// </summary>
    /// <param name="assumed">The number of children that a row with many children has.</param>
    protected void AddChildren(string name, string description, int assumed)
    {
        AddField(SelectedField.ForRelated(name, TypeRefs.NonNullListOf(Table.Name), description, (reader, group, parent) =>
            parent.Add(
                new RelatedRead(group.Key, Relation.ChildrenOf(Table), [reader.ReadSelection(Table.Name, Table, group.SelectionSets)])))
            .WithListSize(assumed));
        AddFilter(new FilterRelation(name, description, Relation.ChildrenOf(Table)));
    }

    /// <summary>Declares a sort key that is neither a field of the type nor a filter.</summary>
    protected void AddSort(string name, string description, Field field) =>
        _sortable.Add(new FilterScalar(name, description, TypeRefs.NameOf(field.Type), field));

    /// <summary>Declares a filter that is not a field of the type.</summary>
    protected void AddFilter(FilterField filter) => _filters.Add(filter);
}

/// <summary>A type of the schema that stands for a table whose rows have a class in the model.</summary>
internal abstract class TableType<T> : TableType
{
    protected TableType(ContentTable table, string plural)
        : base(table, plural) => Description = XmlDescriptions.Of(typeof(T));

    /// <summary>
    /// Declares a scalar property of the model class, or of a record that the class contains. The property's docstring becomes the field's
    /// description.
    /// </summary>
    protected void AddScalar(Expression<Func<T, object?>> property, string? name = null, string ofFilter = "") =>
        AddScalar(Table.Field(property), GetMember(property), name, ofFilter);

    protected void AddTexts(Expression<Func<T, object?>> property) => AddTexts(Table.Field(property), GetMember(property));

    private static MemberInfo GetMember(Expression<Func<T, object?>> property) =>
        ((MemberExpression)(property.Body is UnaryExpression convert ? convert.Operand : property.Body)).Member;
}
