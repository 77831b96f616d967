namespace NewsApi.Formats.Ninjs;

/// <summary>
/// What ninjs 2.x knows, after IPTC's schema 2.2; 2.1 lacks <c>digitalsourcetype</c> only.
/// Formats of addresses are not judged.
/// </summary>
internal static class Ninjs2Shape
{
    private static readonly Rule Percent = Rule.Between(0, 100);

    private static readonly Rule Contacts = Rule.ListOf(new Shape(
        [
            .. Shape.TextRules("type", "role", "lang", "name", "value"),
            ("address", Rule.Of(Shape.Texts("locality", "area", "postalcode", "country").With([], ("lines", Rule.ListOf(Rule.Text))))),
        ])
    {
        EitherOr = [("value", "address")],
    });

    private static readonly Shape Named = Shape.Texts("name", "rel", "uri", "literal");

    private static readonly Shape Words = Shape.Texts("role", "contenttype", "value").With(["value"]);

    public static Shape Item { get; } = Shape.Texts(
        "uri", "profile", "version", "copyrightholder", "copyrightnotice", "usageterms", "ednote", "language",
        "title", "by", "slugline", "located")
        .With(["uri"],
            ("type", Rule.OneOf("text", "audio", "video", "picture", "graphic", "composite", "component")),
            ("representationtype", Rule.OneOf("full", "partial")), ("pubstatus", Rule.OneOf("usable", "withheld", "canceled")),
            ("urgency", Rule.Number),
            ("firstcreated", Rule.Moment), ("versioncreated", Rule.Moment), ("contentcreated", Rule.Moment),
            ("embargoed", Rule.Moment), ("expires", Rule.Moment),
            ("headlines", Rule.ListOf(Words)), ("descriptions", Rule.ListOf(Words)),
            ("bodies", Rule.ListOf(Words.With(["value"], ("charcount", Rule.Number), ("wordcount", Rule.Number)))),
            ("people", Rule.ListOf(Named.With([], ("contactinfo", Contacts)))),
            ("organisations", Rule.ListOf(Named.With([],
                ("symbols", Rule.ListOf(Shape.Texts("ticker", "exchange", "symboltype", "symbol"))), ("contactinfo", Contacts)))),
            ("places", Rule.ListOf(Named.With([], ("contactinfo", Contacts), ("geojson", Rule.GeoJson)))),
            ("subjects", Rule.ListOf(Named.With([], ("creator", Rule.Text), ("relevance", Percent), ("confidence", Percent)))),
            ("events", Rule.ListOf(Named)), ("objects", Rule.ListOf(Named)),
            ("infosources", Rule.ListOf(Shape.Texts("name", "role", "uri", "literal").With([], ("contactinfo", Contacts)))),
            ("renditions", Rule.ListOf(Shape.Texts("name", "href", "contenttype", "title", "format").With(["name"],
                ("height", Rule.Number), ("width", Rule.Number), ("sizeinbytes", Rule.Number), ("duration", Rule.Number)))),
            ("associations", Rule.ListOf(Rule.Of(Associated))),
            ("altids", Rule.ListOf(Shape.Texts("role", "value"))), ("trustindicators", Rule.ListOf(Shape.Texts("role", "title", "href"))),
            ("standard", Rule.Of(Shape.Texts("name", "version", "schema"))), ("genres", Rule.ListOf(Shape.Texts("name", "uri", "literal"))),
            ("rightsinfo", Rule.Of(new Shape(Shape.TextRules("langid", "linkedrights", "encodedrights"))
            {
                Others = Rule.Anything,
                EitherOr = [("linkedrights", "encodedrights")],
            })),
            ("digitalsourcetype", Rule.Of(Shape.Texts("name", "uri", "literal"))));

    private static readonly Shape Association = Item.With(["name", "uri"], ("name", Rule.Text));

    /// <summary>A method, because the item cannot name its associations while it is being made.</summary>
    private static Shape Associated() => Association;
}
