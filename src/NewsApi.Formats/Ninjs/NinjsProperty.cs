namespace NewsApi.Formats.Ninjs;

/// <summary>
/// A property of a ninjs item in any generation, named as in 3.x if 3.x has it; the others are those that agencies add to the standard.
/// </summary>
internal enum NinjsProperty
{
    Uri, Guid, AltIds, Type, Version, FirstCreated, VersionCreated, PubStatus, EmbargoedUntil, Expires, Urgency, Language, CopyrightHolder,
    Headlines, Headline, Descriptions, Bodies, Title, By, Bylines, Slugline, Located, People, Places, Subjects, Genres, InfoSources,
    Source, AltText, Renditions, Associations, EventDetails, PlannedCoverage, Name,
}
