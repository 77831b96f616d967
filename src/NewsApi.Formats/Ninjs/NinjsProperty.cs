namespace NewsApi.Formats.Ninjs;

/// <summary>
/// A property of a ninjs item of any generation. The member has the name that the property has in 3.x. If 3.x does not have the property,
/// it is one that agencies add to the standard.
/// </summary>
internal enum NinjsProperty
{
    Uri, Guid, AltIds, Type, Version, FirstCreated, VersionCreated, PubStatus, EmbargoedUntil, Expires, Urgency, Language, CopyrightHolder,
    Headlines, Headline, Descriptions, Bodies, Title, By, Bylines, Slugline, Located, People, Places, Subjects, Genres, InfoSources,
    Source, AltText, Renditions, Associations, EventDetails, PlannedCoverage, Name,
}
