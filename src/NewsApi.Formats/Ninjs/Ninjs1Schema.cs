using NewsApi.Formats.Json;

namespace NewsApi.Formats.Ninjs;

/// <summary>The schema of ninjs 1.x, by IPTC's schema 1.6, the last of that generation. The syntax of URIs is not checked.</summary>
internal static class Ninjs1Schema
{
    private static readonly SchemaRule Percent = SchemaRule.Between(0, 100);

    private static readonly SchemaRule Contacts = SchemaRule.ListOf(new JsonSchema(
        [
            .. JsonSchema.TextRules("type", "role", "lang", "name", "value"),
            ("address", SchemaRule.Of(
                JsonSchema.Texts("locality", "area", "postalcode", "country").With([], ("lines", SchemaRule.ListOf(SchemaRule.Text))))),
        ])
    {
        EitherOr = [("value", "address")],
    });

    private static readonly JsonSchema Named = JsonSchema.Texts("name", "rel", "scheme", "code");

    private static readonly JsonSchema Contacted = Named.With([], ("contactinfo", Contacts));

    private static readonly JsonSchema Place = new([.. JsonSchema.TextRules("name", "rel", "scheme", "code"), ("contactinfo", Contacts)])
    {
        Prefixes = [("geometry_", SchemaRule.Anything)],
    };

    private static readonly JsonSchema Rendition = JsonSchema.Texts("href", "mimetype", "title", "format").With([],
        ("height", SchemaRule.Number), ("width", SchemaRule.Number), ("sizeinbytes", SchemaRule.Number), ("duration", SchemaRule.Number));

    public static JsonSchema Item { get; } = new(
        [
            .. JsonSchema.TextRules(
                "uri", "mimetype", "profile", "version", "copyrightholder", "copyrightnotice", "usageterms", "ednote", "language", "title",
                "byline", "headline", "slugline", "located"),
            ("type", SchemaRule.OneOf("text", "audio", "video", "picture", "graphic", "composite", "component")),
            ("representationtype", SchemaRule.OneOf("complete", "incomplete")),
            ("pubstatus", SchemaRule.OneOf("usable", "withheld", "canceled")),
            ("firstcreated", SchemaRule.Moment), ("versioncreated", SchemaRule.Moment), ("contentcreated", SchemaRule.Moment),
            ("embargoed", SchemaRule.Moment), ("expires", SchemaRule.Moment),
            ("urgency", SchemaRule.Number), ("charcount", SchemaRule.Number), ("wordcount", SchemaRule.Number),
            ("person", SchemaRule.ListOf(Contacted)), ("place", SchemaRule.ListOf(Place)), ("infosource", SchemaRule.ListOf(Contacted)),
            ("organisation", SchemaRule.ListOf(Contacted.With([],
            ("symbols", SchemaRule.ListOf(JsonSchema.Texts("ticker", "exchange", "symboltype", "symbol")))))),
            ("subject", SchemaRule.ListOf(Named.With([], ("creator", SchemaRule.Text), ("relevance", Percent), ("confidence", Percent)))),
            ("event", SchemaRule.ListOf(Named)), ("object", SchemaRule.ListOf(Named)),
            ("renditions", SchemaRule.Of(new JsonSchema([]) { Others = SchemaRule.Of(Rendition) })),
            ("associations", SchemaRule.Of(new JsonSchema([]) { Others = SchemaRule.Of(Self) })),
            ("altids", SchemaRule.Of(new JsonSchema([]) { Others = SchemaRule.Anything })),
            ("trustindicator", SchemaRule.ListOf(JsonSchema.Texts("scheme", "code", "title", "href"))),
            ("$standard", SchemaRule.Of(JsonSchema.Texts("name", "version", "schema"))),
            ("genre", SchemaRule.ListOf(JsonSchema.Texts("name", "scheme", "code"))),
            ("rightsinfo", SchemaRule.Of(new JsonSchema(JsonSchema.TextRules("langid", "linkedrights", "encodedrights"))
            {
                Others = SchemaRule.Anything,
                EitherOr = [("linkedrights", "encodedrights")],
            })),
            ("digitalsourcetype", SchemaRule.Of(JsonSchema.Texts("name", "uri", "literal"))),
        ])
    {
        Required = ["uri"],
        Prefixes = [("body_", SchemaRule.Text), ("description_", SchemaRule.Text), ("headline_", SchemaRule.Text)],
    };

    /// <summary>Returns <see cref="Item"/>. It is a method because the schema of an item refers to itself.</summary>
    private static JsonSchema Self() => Item;
}
