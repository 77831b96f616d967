namespace NewsApi.Content.Entities;

/// <summary>
/// The common properties of people, places and topics. All three kinds are in one table, so that one read returns an article's mentions.
/// </summary>
public abstract class Entity
{
    public long Id { get; set; }

    public EntityKind Kind { get; private set; }

    /// <summary>The identifier of the person, place or topic in its vocabulary; unique within its kind.</summary>
    public string? Uri { get; set; }

    /// <summary>The readable part of the address of the person, place or topic; unique within its kind.</summary>
    public required string Slug { get; set; }

    /// <summary>The name that readers see.</summary>
    public required string Name { get; set; }

    /// <summary>One or two sentences about the person, place or topic.</summary>
    public string? Description { get; set; }

    /// <summary>Other names of the person, place or topic.</summary>
    public string[] Aliases { get; set; } = [];

    /// <summary>
    /// The name and the aliases, folded by <see cref="NameKey"/>. A name in an imported item matches the entity if the folded name is one
    /// of these texts.
    /// </summary>
    public string[] NameKeys { get; set; } = [];

    /// <summary>
    /// Addresses of other descriptions of the same person, place or topic. The property has the meaning of <c>sameAs</c> in schema.org.
    /// </summary>
    public string[] SameAs { get; set; } = [];

    /// <summary>
    /// True if an editor or a gazetteer has described the entity. An entity that is not curated is public only while a public article
    /// mentions it.
    /// </summary>
    public bool Curated { get; set; }

    /// <summary>
    /// True if an editor keeps the entity from readers, although it is curated. The entity is then public only while a public article
    /// mentions it.
    /// </summary>
    public bool KeptBack { get; set; }

    /// <summary>The text of the entity's entry in a gazetteer, unchanged.</summary>
    public string? Document { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Makes an entity of a kind. The caller must set its slug.</summary>
    internal static Entity New(EntityKind kind, string name) => kind switch
    {
        EntityKind.Person => new Person { Slug = "", Name = name },
        EntityKind.Place => new Place { Slug = "", Name = name },
        EntityKind.Topic => new Topic { Slug = "", Name = name },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Returns the id of the entity's parent; always null for a person.</summary>
    internal virtual long? Parent() => null;

    /// <summary>Sets the entity's parent; null moves the entity to the root. A person cannot have a parent.</summary>
    internal virtual void LieWithin(long? parent) => ArgumentOutOfRangeException.ThrowIfNotEqual(parent.HasValue, false);
}
