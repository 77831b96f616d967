using NewsApi.Formats.Json;

namespace NewsApi.Formats.Ninjs;

/// <summary>
/// The schema of ninjs 2.x, by IPTC's schema 2.2. Version 2.1 differs only by the lack of <c>digitalsourcetype</c>. The syntax of URIs is
/// not checked.
/// </summary>
internal static class Ninjs2Schema
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

    private static readonly JsonSchema Named = JsonSchema.Texts("name", "rel", "uri", "literal");

    private static readonly JsonSchema Words = JsonSchema.Texts("role", "contenttype", "value").With(["value"]);

    public static JsonSchema Item { get; } = JsonSchema.Texts(
        "uri", "profile", "version", "copyrightholder", "copyrightnotice", "usageterms", "ednote", "language",
        "title", "by", "slugline", "located")
        .With(["uri"],
            ("type", SchemaRule.OneOf("text", "audio", "video", "picture", "graphic", "composite", "component")),
            ("representationtype", SchemaRule.OneOf("full", "partial")), ("pubstatus", SchemaRule.OneOf("usable", "withheld", "canceled")),
            ("urgency", SchemaRule.Number),
            ("firstcreated", SchemaRule.Moment), ("versioncreated", SchemaRule.Moment), ("contentcreated", SchemaRule.Moment),
            ("embargoed", SchemaRule.Moment), ("expires", SchemaRule.Moment),
            ("headlines", SchemaRule.ListOf(Words)), ("descriptions", SchemaRule.ListOf(Words)),
            ("bodies", SchemaRule.ListOf(Words.With(["value"], ("charcount", SchemaRule.Number), ("wordcount", SchemaRule.Number)))),
            ("people", SchemaRule.ListOf(Named.With([], ("contactinfo", Contacts)))),
            ("organisations", SchemaRule.ListOf(Named.With([],
            ("symbols", SchemaRule.ListOf(JsonSchema.Texts("ticker", "exchange", "symboltype", "symbol"))),
                    ("contactinfo", Contacts)))),
            ("places", SchemaRule.ListOf(Named.With([], ("contactinfo", Contacts), ("geojson", SchemaRule.GeoJson)))),
            ("subjects", SchemaRule.ListOf(Named.With([], ("creator", SchemaRule.Text), ("relevance", Percent), ("confidence", Percent)))),
            ("events", SchemaRule.ListOf(Named)), ("objects", SchemaRule.ListOf(Named)),
            ("infosources", SchemaRule.ListOf(JsonSchema.Texts("name", "role", "uri", "literal").With([], ("contactinfo", Contacts)))),
            ("renditions", SchemaRule.ListOf(JsonSchema.Texts("name", "href", "contenttype", "title", "format").With(["name"],
            ("height", SchemaRule.Number), ("width", SchemaRule.Number), ("sizeinbytes", SchemaRule.Number),
                    ("duration", SchemaRule.Number)))),
            ("associations", SchemaRule.ListOf(SchemaRule.Of(Associated))),
            ("altids", SchemaRule.ListOf(JsonSchema.Texts("role", "value"))),
            ("trustindicators", SchemaRule.ListOf(JsonSchema.Texts("role", "title", "href"))),
            ("standard", SchemaRule.Of(JsonSchema.Texts("name", "version", "schema"))),
            ("genres", SchemaRule.ListOf(JsonSchema.Texts("name", "uri", "literal"))),
            ("rightsinfo", SchemaRule.Of(new JsonSchema(JsonSchema.TextRules("langid", "linkedrights", "encodedrights"))
            {
                Others = SchemaRule.Anything,
                EitherOr = [("linkedrights", "encodedrights")],
            })),
            ("digitalsourcetype", SchemaRule.Of(JsonSchema.Texts("name", "uri", "literal"))));

    private static readonly JsonSchema Association = Item.With(["name", "uri"], ("name", SchemaRule.Text));

    /// <summary>
    /// Returns <see cref="Association"/>. It is a method because the schema of an item refers to itself through associations.
    /// </summary>
    private static JsonSchema Associated() => Association;
}
