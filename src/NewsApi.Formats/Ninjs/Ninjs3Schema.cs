using System.Text.RegularExpressions;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Ninjs;

/// <summary>
/// The schema of ninjs 3.x, by IPTC's schema 3.1. Version 3.0 differs only by the lack of <c>digitalSourceType</c>. The syntax of URIs is
/// not checked.
/// </summary>
internal static partial class Ninjs3Schema
{
    private static readonly SchemaRule Status = SchemaRule.OneOf("usable", "withheld", "canceled");

    private static readonly SchemaRule Type = SchemaRule.OneOf(
        "text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning");

    private static readonly SchemaRule Percent = SchemaRule.Between(0, 100);

    private static readonly SchemaRule TruncatedMoment = SchemaRule.TextThat(text => Truncated().IsMatch(text));

    private static readonly SchemaRule Contacts = SchemaRule.ListOf(new JsonSchema(
        [
            .. JsonSchema.TextRules("type", "role", "lang", "name", "value"),
            ("address", SchemaRule.Of(
                JsonSchema.Texts("locality", "area", "postalCode", "country").With([], ("lines", SchemaRule.ListOf(SchemaRule.Text))))),
        ])
    {
        EitherOr = [("value", "address")],
    });

    private static readonly JsonSchema Named = JsonSchema.Texts("name", "rel", "uri", "literal");

    private static readonly JsonSchema Organisation = Named.With([],
        ("symbols", SchemaRule.ListOf(JsonSchema.Texts("exchange", "symbolType", "symbol"))), ("contactInfo", Contacts));

    private static readonly SchemaRule Renditions = SchemaRule.ListOf(
        JsonSchema.Texts("name", "href", "contentType", "title", "format", "aspectRatio", "videoCodec", "transportProtocol", "bitrate")
        .With(["name"],
            ("width", SchemaRule.Whole), ("height", SchemaRule.Whole), ("sizeInBytes", SchemaRule.Whole),
            ("duration", SchemaRule.Number), ("frameRate", SchemaRule.Number),
            ("poi", SchemaRule.Of(new JsonSchema(("x", SchemaRule.Whole), ("y", SchemaRule.Whole)))),
            ("scanType", SchemaRule.OneOf("progressive", "interlaced"))));

    private static readonly SchemaRule Dates = SchemaRule.Of(new JsonSchema(
        ("startDate", SchemaRule.Moment), ("endDate", SchemaRule.Moment), ("expectedStartDate", TruncatedMoment),
        ("expectedEndDate", TruncatedMoment),
        ("expectedDuration", SchemaRule.Text),
        ("recurrence", SchemaRule.Of(new JsonSchema(
            // IPTC's schema requires that the value is both a list and a text, which is impossible.
            ("recurrenceDates", SchemaRule.Anything),
            ("recurrenceRules", SchemaRule.ListOf(new JsonSchema(
                ("frequency", SchemaRule.OneOf("secondly", "minutely", "hourly", "daily", "weekly", "monthly", "yearly")),
                ("interval", SchemaRule.Whole), ("until", SchemaRule.Moment), ("count", SchemaRule.Whole))))))))
    {
        EitherOr = [("startDate", "expectedStartDate"), ("endDate", "expectedEndDate")],
    });

    private static readonly JsonSchema Coverage = JsonSchema.Texts("uri", "title", "edNote", "language").With([],
        ("pubStatus", Status), ("type", Type), ("urgency", SchemaRule.Between(1, 9)), ("wordCount", SchemaRule.Whole),
        ("dates", Dates), ("renditions", Renditions), ("exclAudience", SchemaRule.ListOf(SchemaRule.Text)),
        ("commissioned", SchemaRule.Of(JsonSchema.Texts("by").With([],
        ("on", SchemaRule.Moment), ("references", SchemaRule.ListOf(JsonSchema.Texts("name", "value")))))),
        ("audiences", SchemaRule.ListOf(JsonSchema.Texts("audience").With([], ("significance", SchemaRule.Whole)))),
        ("itemCount", SchemaRule.Of(new JsonSchema(("rangeFrom", SchemaRule.Whole), ("rangeTo", SchemaRule.Whole)))));

    private static readonly JsonSchema Words = JsonSchema.Texts("role", "contentType", "value").With(["value"]);

    public static JsonSchema Item { get; } = JsonSchema.Texts(
        "uri", "profile", "version", "copyrightHolder", "copyrightNotice", "usageTerms", "edNote", "language",
        "title", "by", "slugline", "located")
        .With(["uri"],
            ("type", Type), ("representationType", SchemaRule.OneOf("full", "partial")), ("pubStatus", Status),
            ("urgency", SchemaRule.Between(1, 9)),
            ("firstCreated", SchemaRule.Moment), ("versionCreated", SchemaRule.Moment), ("contentCreated", SchemaRule.Moment),
            ("embargoedUntil", SchemaRule.Moment), ("expires", SchemaRule.Moment),
            ("headlines", SchemaRule.ListOf(Words)), ("descriptions", SchemaRule.ListOf(Words)),
            ("bodies", SchemaRule.ListOf(Words.With(["value"], ("charCount", SchemaRule.Whole), ("wordCount", SchemaRule.Whole)))),
            ("people", SchemaRule.ListOf(Named.With([], ("contactInfo", Contacts)))), ("organisations", SchemaRule.ListOf(Organisation)),
            ("places", SchemaRule.ListOf(Named.With([], ("contactInfo", Contacts), ("geoJSON", SchemaRule.GeoJson)))),
            ("subjects", SchemaRule.ListOf(Named.With([], ("creator", SchemaRule.Text), ("relevance", Percent), ("confidence", Percent)))),
            ("events", SchemaRule.ListOf(Named.With([], ("id", SchemaRule.Text)))), ("objects", SchemaRule.ListOf(Named)),
            ("eventDetails", SchemaRule.Of(JsonSchema.Texts("eventStatus", "plannedCoverageStatus").With([],
            ("dates", Dates), ("organiser", SchemaRule.Of(Organisation))))),
            ("plannedCoverage", SchemaRule.ListOf(Coverage)),
            ("infoSources", SchemaRule.ListOf(JsonSchema.Texts("name", "role", "uri", "literal").With([], ("contactInfo", Contacts)))),
            ("renditions", Renditions), ("associations", SchemaRule.ListOf(SchemaRule.Of(Associated))),
            ("altIds", SchemaRule.ListOf(JsonSchema.Texts("role", "value"))),
            ("trustIndicators", SchemaRule.ListOf(JsonSchema.Texts("role", "title", "href"))),
            ("standard", SchemaRule.Of(JsonSchema.Texts("name", "version", "schema"))),
            ("genres", SchemaRule.ListOf(JsonSchema.Texts("name", "uri", "literal"))),
            ("rightsInfo", SchemaRule.Of(new JsonSchema(JsonSchema.TextRules("langId", "linkedRights", "encodedRights"))
            {
                EitherOr = [("linkedRights", "encodedRights")],
            })),
            ("digitalSourceType", SchemaRule.Of(JsonSchema.Texts("name", "uri", "literal"))));

    private static readonly JsonSchema Association = Item.With(["name", "uri"], ("name", SchemaRule.Text), ("rel", SchemaRule.Text));

    /// <summary>
    /// Returns <see cref="Association"/>. It is a method because the schema of an item refers to itself through associations.
    /// </summary>
    private static JsonSchema Associated() => Association;

    [GeneratedRegex(
        "^-?[0-9]{4,}(-(1[0-2]|0[1-9])(-(3[01]|0[1-9]|[12][0-9])" +
        "(T(2[0-3]|[01][0-9]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-](2[0-3]|[01][0-9]):[0-5][0-9])?)?)?)?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Truncated();
}
