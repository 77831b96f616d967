using System.Collections.Frozen;

namespace NewsApi.Formats.Nitf;

/// <summary>The names of the elements of NITF 3.6.</summary>
internal static class NitfNames
{
    public static FrozenSet<string> Elements { get; } = FrozenSet.Create(StringComparer.Ordinal,
    [
        "a", "abstract", "addressee", "alt-code", "bibliography", "block", "body", "body.content", "body.end", "body.head", "bq", "br",
        "byline", "byttl", "caption", "care.of", "chron", "city", "classifier", "col", "colgroup", "copyrite", "copyrite.holder",
        "copyrite.year", "correction", "country", "credit", "custom-table", "datasource", "date.expire", "date.issue", "date.release",
        "dateline", "dd", "del-list", "delivery.office", "delivery.point", "denom", "distributor", "dl", "doc-id", "doc-scope",
        "doc.copyright", "doc.rights", "docdata", "ds", "dt", "du-key", "ed-msg", "em", "event", "evloc", "fixture", "fn", "frac",
        "frac-sep", "from-src", "function", "head", "hedline", "hl1", "hl2", "hr", "identified-content", "iim", "key-list", "keyword",
        "lang", "li", "location", "media", "media-caption", "media-metadata", "media-object", "media-producer", "media-reference", "meta",
        "money", "name.family", "name.given", "nitf", "nitf-col", "nitf-colgroup", "nitf-table", "nitf-table-metadata",
        "nitf-table-summary", "note", "num", "numer", "object.title", "ol", "org", "p", "person", "postaddr", "postcode", "pre",
        "pronounce", "pubdata", "q", "rb", "rbc", "region", "revision-history", "rights", "rights.agent", "rights.enddate",
        "rights.geography", "rights.limitations", "rights.owner", "rights.startdate", "rights.type", "rp", "rt", "rtc", "ruby", "series",
        "state", "story.date", "sub", "sublocation", "sup", "table", "table-reference", "tagline", "tbody", "td", "tfoot", "th", "thead",
        "title", "tobject", "tobject.property", "tobject.subject", "tr", "ul", "urgency", "virtloc",
    ]);
}
