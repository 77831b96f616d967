namespace NewsApi.Formats.Ninjs;

/// <summary>
/// A property that items can have in at least one generation of ninjs (1.x, 2.x or 3.x). The enum member has the name that the property has
/// in 3.x. A property that 3.x does not have is an addition of agencies, for example <c>Bylines</c>.
/// </summary>
internal enum NinjsProperty
{
    Uri, Guid, AltIds, Type, Version, FirstCreated, VersionCreated, PubStatus, EmbargoedUntil, Expires, Urgency, Language, CopyrightHolder,
    Headlines, Headline, Descriptions, Bodies, Title, By, Bylines, Slugline, Located, People, Places, Subjects, Genres, InfoSources,
    Source, AltText, Renditions, Associations, EventDetails, PlannedCoverage, Name,
}
