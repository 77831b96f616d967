namespace NewsApi.Content.Entities;

/// <summary>The common properties of people, places and topics. All are in one table, so that an article's mentions are one read.</summary>
public abstract class Entity
{
    public long Id { get; set; }

    public EntityKind Kind { get; private set; }

    /// <summary>Its identifier in its vocabulary; unique within its kind.</summary>
    public string? Uri { get; set; }

    /// <summary>The readable part of its address; unique within its kind.</summary>
    public required string Slug { get; set; }

    /// <summary>The name that readers see.</summary>
    public required string Name { get; set; }

    /// <summary>One or two sentences about it.</summary>
    public string? Description { get; set; }

    /// <summary>Other names it is known by.</summary>
    public string[] Aliases { get; set; } = [];

    /// <summary>Name and aliases as <see cref="NameKey"/> folds them; an item's mention matches one of them.</summary>
    public string[] NameKeys { get; set; } = [];

    /// <summary>Addresses of other descriptions of it, as <c>sameAs</c> in schema.org.</summary>
    public string[] SameAs { get; set; } = [];

    /// <summary>
    /// True once an editor or a gazetteer described it. An entity that is not curated is public only while a public article names it.
    /// </summary>
    public bool Curated { get; set; }

    /// <summary>The gazetteer's document, character by character.</summary>
    public string? Document { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>A new entity of a kind; the caller sets its slug.</summary>
    internal static Entity New(EntityKind kind, string name) => kind switch
    {
        EntityKind.Person => new Person { Slug = "", Name = name },
        EntityKind.Place => new Place { Slug = "", Name = name },
        EntityKind.Topic => new Topic { Slug = "", Name = name },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The id of its parent; always null for a person.</summary>
    internal virtual long? Parent() => null;

    /// <summary>Sets its parent; null puts it at the root.</summary>
    internal virtual void LieWithin(long? parent) => ArgumentOutOfRangeException.ThrowIfNotEqual(parent.HasValue, false);
}
