using System.Globalization;
using System.Reflection;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;

namespace NewsApi.Content.Outgoing;

/// <summary>
/// Selects what an outgoing article, person, place or topic needs, and makes it from the row that was read. The snapshot decides what the
/// caller may see. So every format shows what the fields of the schema show.
/// </summary>
public static class OutgoingRows
{
    private const string Mentions = "outgoing mentions", Entity = "outgoing entity", Parent = "outgoing parent";

    private static readonly ContentTable Article = ContentTable.Article;

    private static readonly Field[] ArticleFields =
    [
        .. new[]
        {
            nameof(Articles.Article.Uri), nameof(Articles.Article.Slug), nameof(Articles.Article.Version),
            nameof(Articles.Article.FeedVersion), nameof(Articles.Article.PublishedAt), nameof(Articles.Article.UpdatedAt),
            nameof(Articles.Article.ExpiresAt), nameof(Articles.Article.WordCount), "Status",
        }.Select(name => Article[name]),
    ];

    // Reflection finds the properties, so that a new property of an article leaves in no format later than it is read.
    private static readonly PropertyInfo[] ContentProperties =
        typeof(ArticleContent).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    /// <summary>Adds the columns and the mentions of an outgoing article to a selection.</summary>
    /// <param name="isWhole">False to leave out the body, which is most of the bytes, and the mentions, which are most of the rows.</param>
    public static void AddArticle(Selection selection, bool isWhole = true)
    {
        foreach (var field in ArticleFields.Concat(ContentProperties.Where(p => isWhole || p.Name != nameof(ArticleContent.Body))
            .Select(property => Article[property.Name])))
        {
            selection.Add(field);
        }

        if (!isWhole || selection.Related.Any(read => read.Key == Mentions))
        {
            return;
        }

        var mention = new Selection(ContentTable.Mention);
        mention.Add(ContentTable.Mention[nameof(Mention.Relation)]);
        mention.Add(ContentTable.Mention[nameof(Mention.Relevance)]);
        mention.Add(new RelatedRead(Entity, Relation.MentionedEntity, [.. Enum.GetValues<EntityKind>().Select(SelectColumns)]));
        selection.Add(new RelatedRead(Mentions, Relation.Mentions, [mention]));
    }

    /// <summary>Adds the columns of an outgoing person, place or topic to a selection, and what it lies within.</summary>
    public static void AddEntity(Selection selection)
    {
        var kind = selection.Table.EntityKind;
        AddColumns(selection, kind);
        if (kind != EntityKind.Person && !selection.Related.Any(read => read.Key == Parent))
        {
            selection.Add(selection.Table[nameof(Place.ParentId)]);
            selection.Add(new RelatedRead(Parent, Relation.ParentOf(selection.Table), [SelectColumns(kind)]));
        }
    }

    /// <summary>Makes the article of a row whose selection has <see cref="AddArticle"/>.</summary>
    /// <param name="isWhole">As the selection has it.</param>
    public static OutgoingArticle ReadArticle(Row row, bool isWhole = true)
    {
        var published = Time(row, nameof(Articles.Article.PublishedAt));
        var status = (ArticleStatus)Required(row, "Status");
        var isScheduled = status == ArticleStatus.Scheduled;
        return new OutgoingArticle
        {
            Uri = (string)Required(row, nameof(Articles.Article.Uri)),
            Slug = (string)Required(row, nameof(Articles.Article.Slug)),
            Version = (string?)row[Article[nameof(Articles.Article.FeedVersion)]]
                ?? Convert.ToString(Required(row, nameof(Articles.Article.Version)), CultureInfo.InvariantCulture),
            VersionCreated = Time(row, nameof(Articles.Article.UpdatedAt)),
            FirstCreated = isScheduled ? null : published,
            Status = status switch
            {
                ArticleStatus.Draft => PublishingStatus.Withheld,
                ArticleStatus.Withdrawn => PublishingStatus.Canceled,
                _ => PublishingStatus.Usable,
            },
            EmbargoedUntil = isScheduled ? published : null,
            Expires = Time(row, nameof(Articles.Article.ExpiresAt)),
            WordCount = (int)Required(row, nameof(Articles.Article.WordCount)),
            Content = ReadContent(row, isWhole),
            Mentions = isWhole ? [.. ((IEnumerable<Row>?)row.Related(Mentions) ?? []).Select(ReadMention)] : [],
        };
    }

    /// <summary>Makes the person, place or topic of a row whose selection has <see cref="AddEntity"/>.</summary>
    public static OutgoingEntity ReadEntity(Row row)
    {
        var entity = ReadColumns(row);
        return entity.Kind != EntityKind.Person && row.Related(Parent) is Row parent
            ? entity with { Parent = ReadColumns(parent) }
            : entity;
    }

    private static OutgoingMention ReadMention(Row row) => new()
    {
        Entity = ReadColumns((Row?)row.Related(Entity) ?? throw new InvalidOperationException("A mention has no entity.")),
        Relation = (MentionRelation)Required(row, nameof(Mention.Relation)),
        Relevance = (int?)row[row.Table[nameof(Mention.Relevance)]],
    };

    private static ArticleContent ReadContent(Row row, bool isWhole)
    {
        var content = new ArticleContent { Headline = "", Language = "" };
        foreach (var property in ContentProperties.Where(p => isWhole || p.Name != nameof(ArticleContent.Body)))
        {
            if (row[Article[property.Name]] is { } value)
            {
                property.SetValue(content, value is Array items ? Activator.CreateInstance(property.PropertyType, [items]) : value);
            }
        }

        return content;
    }

    private static Selection SelectColumns(EntityKind kind)
    {
        var selection = new Selection(ContentTable.Of(kind));
        AddColumns(selection, kind);
        return selection;
    }

    private static void AddColumns(Selection selection, EntityKind kind)
    {
        foreach (var name in ColumnsOf(kind))
        {
            selection.Add(selection.Table[name]);
        }
    }

    private static IEnumerable<string> ColumnsOf(EntityKind kind) =>
    [
        nameof(Entities.Entity.Slug), nameof(Entities.Entity.Name), nameof(Entities.Entity.Uri), nameof(Entities.Entity.Description),
        nameof(Entities.Entity.Aliases), nameof(Entities.Entity.SameAs),
        .. kind switch
        {
            EntityKind.Place => [nameof(Place.PlaceKind), nameof(Place.CountryCode), nameof(Place.Latitude), nameof(Place.Longitude)],
            EntityKind.Topic => [nameof(Topic.Code)],
            _ => Array.Empty<string>(),
        },
    ];

    private static OutgoingEntity ReadColumns(Row row)
    {
        var kind = row.Table.EntityKind;
        return new OutgoingEntity
        {
            Kind = kind,
            Slug = (string)Required(row, nameof(Entities.Entity.Slug)),
            Name = (string)Required(row, nameof(Entities.Entity.Name)),
            Uri = Text(nameof(Entities.Entity.Uri)),
            Description = Text(nameof(Entities.Entity.Description)),
            Aliases = new((string[])Required(row, nameof(Entities.Entity.Aliases))),
            SameAs = new((string[])Required(row, nameof(Entities.Entity.SameAs))),
            PlaceKind = kind == EntityKind.Place ? Text(nameof(Place.PlaceKind)) : null,
            CountryCode = kind == EntityKind.Place ? Text(nameof(Place.CountryCode)) : null,
            Latitude = kind == EntityKind.Place ? (double?)row[row.Table[nameof(Place.Latitude)]] : null,
            Longitude = kind == EntityKind.Place ? (double?)row[row.Table[nameof(Place.Longitude)]] : null,
            Code = kind == EntityKind.Topic ? Text(nameof(Topic.Code)) : null,
        };

        string? Text(string name) => (string?)row[row.Table[name]];
    }

    private static object Required(Row row, string name) =>
        row[row.Table[name]] ?? throw new InvalidOperationException($"{row.Table.Name}.{name} is null.");

    private static DateTimeOffset? Time(Row row, string name) =>
        row[row.Table[name]] is DateTime time ? new DateTimeOffset(time, TimeSpan.Zero) : null;
}
