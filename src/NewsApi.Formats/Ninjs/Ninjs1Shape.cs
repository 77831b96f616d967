namespace NewsApi.Formats.Ninjs;

/// <summary>What ninjs 1.x knows, after IPTC's schema 1.6, the last of its generation. Formats of addresses are not judged.</summary>
internal static class Ninjs1Shape
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

    private static readonly Shape Named = Shape.Texts("name", "rel", "scheme", "code");

    private static readonly Shape Contacted = Named.With([], ("contactinfo", Contacts));

    private static readonly Shape Place = new([.. Shape.TextRules("name", "rel", "scheme", "code"), ("contactinfo", Contacts)])
    {
        Prefixes = [("geometry_", Rule.Anything)],
    };

    private static readonly Shape Rendition = Shape.Texts("href", "mimetype", "title", "format").With([],
        ("height", Rule.Number), ("width", Rule.Number), ("sizeinbytes", Rule.Number), ("duration", Rule.Number));

    public static Shape Item { get; } = new(
        [
            .. Shape.TextRules(
                "uri", "mimetype", "profile", "version", "copyrightholder", "copyrightnotice", "usageterms", "ednote", "language", "title",
                "byline", "headline", "slugline", "located"),
            ("type", Rule.OneOf("text", "audio", "video", "picture", "graphic", "composite", "component")),
            ("representationtype", Rule.OneOf("complete", "incomplete")), ("pubstatus", Rule.OneOf("usable", "withheld", "canceled")),
            ("firstcreated", Rule.Moment), ("versioncreated", Rule.Moment), ("contentcreated", Rule.Moment),
            ("embargoed", Rule.Moment), ("expires", Rule.Moment),
            ("urgency", Rule.Number), ("charcount", Rule.Number), ("wordcount", Rule.Number),
            ("person", Rule.ListOf(Contacted)), ("place", Rule.ListOf(Place)), ("infosource", Rule.ListOf(Contacted)),
            ("organisation", Rule.ListOf(Contacted.With([],
                ("symbols", Rule.ListOf(Shape.Texts("ticker", "exchange", "symboltype", "symbol")))))),
            ("subject", Rule.ListOf(Named.With([], ("creator", Rule.Text), ("relevance", Percent), ("confidence", Percent)))),
            ("event", Rule.ListOf(Named)), ("object", Rule.ListOf(Named)),
            ("renditions", Rule.Of(new Shape([]) { Others = Rule.Of(Rendition) })),
            ("associations", Rule.Of(new Shape([]) { Others = Rule.Of(Self) })),
            ("altids", Rule.Of(new Shape([]) { Others = Rule.Anything })),
            ("trustindicator", Rule.ListOf(Shape.Texts("scheme", "code", "title", "href"))),
            ("$standard", Rule.Of(Shape.Texts("name", "version", "schema"))), ("genre", Rule.ListOf(Shape.Texts("name", "scheme", "code"))),
            ("rightsinfo", Rule.Of(new Shape(Shape.TextRules("langid", "linkedrights", "encodedrights"))
            {
                Others = Rule.Anything,
                EitherOr = [("linkedrights", "encodedrights")],
            })),
            ("digitalsourcetype", Rule.Of(Shape.Texts("name", "uri", "literal"))),
        ])
    {
        Required = ["uri"],
        Prefixes = [("body_", Rule.Text), ("description_", Rule.Text), ("headline_", Rule.Text)],
    };

    /// <summary>A method, because the item cannot name itself while it is being made.</summary>
    private static Shape Self() => Item;
}
