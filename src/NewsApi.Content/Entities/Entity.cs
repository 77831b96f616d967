namespace NewsApi.Content.Entities;

/// <summary>What people, places and topics share. They live in one table, so that an article's mentions are one read.</summary>
public abstract class Entity
{
    public long Id { get; set; }

    public EntityKind Kind { get; private set; }

    /// <summary>Its identifier in the vocabulary it came from; unique within its kind.</summary>
    public string? Uri { get; set; }

    /// <summary>The readable part of its address; unique within its kind.</summary>
    public required string Slug { get; set; }

    /// <summary>The name it is shown by.</summary>
    public required string Name { get; set; }

    /// <summary>One or two sentences about it.</summary>
    public string? Description { get; set; }

    /// <summary>Other names it is known by.</summary>
    public string[] Aliases { get; set; } = [];

    /// <summary>Name and aliases as <see cref="NameKey"/> folds them, for finding the entity that an item names.</summary>
    public string[] NameKeys { get; set; } = [];

    /// <summary>Addresses of other descriptions of the same thing, as in schema.org.</summary>
    public string[] SameAs { get; set; } = [];

    /// <summary>True once an editor or a gazetteer made it; a name that only items brought is public when a public article names it.</summary>
    public bool Curated { get; set; }

    /// <summary>The gazetteer's own document, character by character.</summary>
    public string? Document { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>A new one of a kind; its slug is the caller's to give.</summary>
    internal static Entity New(EntityKind kind, string name) => kind switch
    {
        EntityKind.Person => new Person { Slug = "", Name = name },
        EntityKind.Place => new Place { Slug = "", Name = name },
        EntityKind.Topic => new Topic { Slug = "", Name = name },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The id of what it lies directly within; always null of a person.</summary>
    internal virtual long? Parent() => null;

    /// <summary>Puts it within another, or at the root.</summary>
    internal virtual void LieWithin(long? parent) => ArgumentOutOfRangeException.ThrowIfNotEqual(parent.HasValue, false);
}
