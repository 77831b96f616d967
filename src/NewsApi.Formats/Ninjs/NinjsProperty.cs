namespace NewsApi.Formats.Ninjs;

/// <summary>A property of a ninjs item in any generation, named as in 3.x if 3.x has it.</summary>
internal enum NinjsProperty
{
    Uri, Type, Version, FirstCreated, VersionCreated, PubStatus, EmbargoedUntil, Expires, Urgency, Language, CopyrightHolder,
    Headlines, Headline, Descriptions, Bodies, Title, By, Slugline, Located, People, Places, Subjects, Genres, InfoSources,
    Renditions, Associations, EventDetails, PlannedCoverage, Name,
}
