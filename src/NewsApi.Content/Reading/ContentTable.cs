using System.Linq.Expressions;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Reading;

/// <summary>
/// A type of the model that can be read: its table and its fields. People, places and topics share a table, so they also have a kind. The
/// names of columns come from the properties, as in EF's model. So a renamed property also renames its column in the SQL.
/// </summary>
public sealed class ContentTable
{
    /// <summary>The name of the field by which the results of a search are ranked.</summary>
    public const string Relevance = "Relevance";

    private readonly Dictionary<string, Field> _fields = [];

    private ContentTable(Type type, EntityKind? kind, IReadOnlyDictionary<string, (string Sql, Type Type)>? computed = null)
    {
        Name = type.Name;
        Sql = kind is null ? NewsDbModel.Snake(type.Name) : "entity";
        Kind = kind;
        foreach (var property in StoredProperty.Of(type))
        {
            Add(property.Name, $"{{0}}.{property.Column}", property.Type, property.Nullable);
        }

        foreach (var (field, (sql, fieldType)) in computed ?? new Dictionary<string, (string, Type)>())
        {
            Add(field, sql, fieldType, nullable: false);
        }
    }

    public static ContentTable Article { get; } = new(typeof(Article), null, ComputeArticle());

    public static ContentTable Person { get; } = new(typeof(Person), EntityKind.Person);

    public static ContentTable Place { get; } = new(typeof(Place), EntityKind.Place);

    public static ContentTable Topic { get; } = new(typeof(Topic), EntityKind.Topic);

    public static ContentTable Mention { get; } = new(typeof(Mention), null);

    public static ContentTable Version { get; } = new(typeof(ArticleVersion), null);

    /// <summary>The name of the type in the schema. The global ids of the type begin with it.</summary>
    public string Name { get; }

    /// <summary>The name of the table in PostgreSQL.</summary>
    public string Sql { get; }

    /// <summary>The kind of the entities: person, place or topic. Null for a type that is not an entity, for example an article.</summary>
    public EntityKind? Kind { get; }

    public bool IsEntity => Kind is not null;

    /// <summary>The same as <see cref="Kind"/>, but never null. For a type that is not an entity it throws an exception.</summary>
    public EntityKind EntityKind => Kind ?? throw new InvalidOperationException($"{Name} is not a kind of entity.");

    /// <summary>All fields, by their ordinals.</summary>
    internal IReadOnlyCollection<Field> Fields => _fields.Values;

    /// <summary>Returns the field of a property of the model, by the property's name.</summary>
    public Field this[string property] => _fields.TryGetValue(property, out var field)
        ? field
        : throw new ArgumentException($"{Name} has no property {property} in the database.", nameof(property));

    public Field Id => this["Id"];

    /// <summary>Returns the table of a kind of entity.</summary>
    public static ContentTable Of(EntityKind kind) => kind switch
    {
        EntityKind.Person => Person,
        EntityKind.Place => Place,
        EntityKind.Topic => Topic,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Returns the field of a property at any depth, such as <c>a => a.Content.Headline</c>.</summary>
    public Field Field<T>(Expression<Func<T, object?>> property)
    {
        var body = property.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : property.Body;
        return body is MemberExpression member
            ? this[member.Member.Name]
            : throw new ArgumentException($"{property} is not a property.", nameof(property));
    }

    /// <summary>
    /// Makes a field of this table whose value is a field of the parent row. The new field is used to sort. Its value is null if the row
    /// has no parent, or if the caller may not see the parent.
    /// </summary>
    public Field OfParent(Field field, Visibility visibility)
    {
        // Each level has its own alias, because the field may be a field of the parent's parent.
        var above = $"above{field.Levels}";
        var visible = VisibilitySql.Entity(above, visibility);
        return new Field(
            this,
            $"Parent.{field.Name}",
            $"(select {field.Sql(above)} from {Sql} {above} where {above}.id = {{0}}.parent_id and {visible})",
            field.Type,
            Nullable: true,
            Ordinal: -1)
        { Levels = field.Levels + 1 };
    }

    private void Add(string name, string sql, Type type, bool nullable) =>
        _fields.Add(name, new Field(this, name, sql, Nullable.GetUnderlyingType(type) ?? type, nullable, _fields.Count));

    private static Dictionary<string, (string, Type)> ComputeArticle()
    {
        var computed = new Dictionary<string, (string, Type)>
        {
            ["Status"] = (Publicity.StatusSql("{0}"), typeof(ArticleStatus)),
            [nameof(Articles.Article.ReadingTime)] = (ReadingTime.Sql, typeof(int)),

            // Only the rows of a ranked search have this column.
            [Relevance] = ("{0}.relevance", typeof(double)),
        };
        foreach (var kinds in MentionedKinds.All)
        {
            computed[kinds.FieldName] = (kinds.Sql, typeof(long[]));
        }

        return computed;
    }
}
