using System.Text.RegularExpressions;

namespace NewsApi.Formats.Ninjs;

/// <summary>
/// What ninjs 3.x knows, after IPTC's schema 3.1; 3.0 lacks <c>digitalSourceType</c> only.
/// Formats of addresses are not judged.
/// </summary>
internal static partial class Ninjs3Shape
{
    private static readonly Rule Status = Rule.OneOf("usable", "withheld", "canceled");

    private static readonly Rule Type = Rule.OneOf(
        "text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning");

    private static readonly Rule Percent = Rule.Between(0, 100);

    private static readonly Rule TruncatedMoment = Rule.TextThat(text => Truncated().IsMatch(text));

    private static readonly Rule Contacts = Rule.ListOf(new Shape(
        [
            .. Shape.TextRules("type", "role", "lang", "name", "value"),
            ("address", Rule.Of(Shape.Texts("locality", "area", "postalCode", "country").With([], ("lines", Rule.ListOf(Rule.Text))))),
        ])
    {
        EitherOr = [("value", "address")],
    });

    private static readonly Shape Named = Shape.Texts("name", "rel", "uri", "literal");

    private static readonly Shape Organisation = Named.With([],
        ("symbols", Rule.ListOf(Shape.Texts("exchange", "symbolType", "symbol"))), ("contactInfo", Contacts));

    private static readonly Rule Renditions = Rule.ListOf(
        Shape.Texts("name", "href", "contentType", "title", "format", "aspectRatio", "videoCodec", "transportProtocol", "bitrate")
        .With(["name"],
            ("width", Rule.Whole), ("height", Rule.Whole), ("sizeInBytes", Rule.Whole),
            ("duration", Rule.Number), ("frameRate", Rule.Number),
            ("poi", Rule.Of(new Shape(("x", Rule.Whole), ("y", Rule.Whole)))), ("scanType", Rule.OneOf("progressive", "interlaced"))));

    private static readonly Rule Dates = Rule.Of(new Shape(
        ("startDate", Rule.Moment), ("endDate", Rule.Moment), ("expectedStartDate", TruncatedMoment), ("expectedEndDate", TruncatedMoment),
        ("expectedDuration", Rule.Text),
        ("recurrence", Rule.Of(new Shape(
            // The schema demands a list that is text at once; nothing could satisfy it.
            ("recurrenceDates", Rule.Anything),
            ("recurrenceRules", Rule.ListOf(new Shape(
                ("frequency", Rule.OneOf("secondly", "minutely", "hourly", "daily", "weekly", "monthly", "yearly")),
                ("interval", Rule.Whole), ("until", Rule.Moment), ("count", Rule.Whole))))))))
    {
        EitherOr = [("startDate", "expectedStartDate"), ("endDate", "expectedEndDate")],
    });

    private static readonly Shape Coverage = Shape.Texts("uri", "title", "edNote", "language").With([],
        ("pubStatus", Status), ("type", Type), ("urgency", Rule.Between(1, 9)), ("wordCount", Rule.Whole),
        ("dates", Dates), ("renditions", Renditions), ("exclAudience", Rule.ListOf(Rule.Text)),
        ("commissioned", Rule.Of(Shape.Texts("by").With([],
            ("on", Rule.Moment), ("references", Rule.ListOf(Shape.Texts("name", "value")))))),
        ("audiences", Rule.ListOf(Shape.Texts("audience").With([], ("significance", Rule.Whole)))),
        ("itemCount", Rule.Of(new Shape(("rangeFrom", Rule.Whole), ("rangeTo", Rule.Whole)))));

    private static readonly Shape Words = Shape.Texts("role", "contentType", "value").With(["value"]);

    public static Shape Item { get; } = Shape.Texts(
        "uri", "profile", "version", "copyrightHolder", "copyrightNotice", "usageTerms", "edNote", "language",
        "title", "by", "slugline", "located")
        .With(["uri"],
            ("type", Type), ("representationType", Rule.OneOf("full", "partial")), ("pubStatus", Status), ("urgency", Rule.Between(1, 9)),
            ("firstCreated", Rule.Moment), ("versionCreated", Rule.Moment), ("contentCreated", Rule.Moment),
            ("embargoedUntil", Rule.Moment), ("expires", Rule.Moment),
            ("headlines", Rule.ListOf(Words)), ("descriptions", Rule.ListOf(Words)),
            ("bodies", Rule.ListOf(Words.With(["value"], ("charCount", Rule.Whole), ("wordCount", Rule.Whole)))),
            ("people", Rule.ListOf(Named.With([], ("contactInfo", Contacts)))), ("organisations", Rule.ListOf(Organisation)),
            ("places", Rule.ListOf(Named.With([], ("contactInfo", Contacts), ("geoJSON", Rule.GeoJson)))),
            ("subjects", Rule.ListOf(Named.With([], ("creator", Rule.Text), ("relevance", Percent), ("confidence", Percent)))),
            ("events", Rule.ListOf(Named.With([], ("id", Rule.Text)))), ("objects", Rule.ListOf(Named)),
            ("eventDetails", Rule.Of(Shape.Texts("eventStatus", "plannedCoverageStatus").With([],
                ("dates", Dates), ("organiser", Rule.Of(Organisation))))),
            ("plannedCoverage", Rule.ListOf(Coverage)),
            ("infoSources", Rule.ListOf(Shape.Texts("name", "role", "uri", "literal").With([], ("contactInfo", Contacts)))),
            ("renditions", Renditions), ("associations", Rule.ListOf(Rule.Of(Associated))),
            ("altIds", Rule.ListOf(Shape.Texts("role", "value"))), ("trustIndicators", Rule.ListOf(Shape.Texts("role", "title", "href"))),
            ("standard", Rule.Of(Shape.Texts("name", "version", "schema"))), ("genres", Rule.ListOf(Shape.Texts("name", "uri", "literal"))),
            ("rightsInfo", Rule.Of(new Shape(Shape.TextRules("langId", "linkedRights", "encodedRights"))
            {
                EitherOr = [("linkedRights", "encodedRights")],
            })),
            ("digitalSourceType", Rule.Of(Shape.Texts("name", "uri", "literal"))));

    private static readonly Shape Association = Item.With(["name", "uri"], ("name", Rule.Text), ("rel", Rule.Text));

    /// <summary>A method, because the item cannot name its associations while it is being made.</summary>
    private static Shape Associated() => Association;

    [GeneratedRegex(
        "^-?[0-9]{4,}(-(1[0-2]|0[1-9])(-(3[01]|0[1-9]|[12][0-9])" +
        "(T(2[0-3]|[01][0-9]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-](2[0-3]|[01][0-9]):[0-5][0-9])?)?)?)?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Truncated();
}
