using System.Collections.Frozen;

namespace NewsApi.Formats.NewsMl1;

/// <summary>The names of the elements of NewsML 1.2.</summary>
internal static class NewsMl1Names
{
    public static FrozenSet<string> Elements { get; } = FrozenSet.Create(StringComparer.Ordinal,
    [
        "AdministrativeMetadata", "AssociatedWith", "BasisForChoice", "ByLine", "ByLineTitle", "Catalog", "Characteristics", "Comment",
        "ContentItem", "Contributor", "Copyright", "CopyrightDate", "CopyrightHolder", "CopyrightLine", "Creator", "CreditLine",
        "DataContent", "DateAndTime", "DateId", "DateLabel", "DateLine", "DateLineDate", "DefaultVocabularyFor", "Delete", "DerivedFrom",
        "Description", "DescriptiveMetadata", "Encoding", "EndDate", "FileName", "FirstCreated", "FormalName", "Format", "FutureStatus",
        "Genre", "Geography", "HeadLine", "Identification", "InsertAfter", "InsertBefore", "Instruction", "KeywordLine", "Label",
        "LabelText", "LabelType", "Language", "Limitations", "Location", "MediaType", "Metadata", "MetadataType", "MimeType", "NameLabel",
        "NewsComponent", "NewsEnvelope", "NewsIdentifier", "NewsItem", "NewsItemId", "NewsItemRef", "NewsItemType", "NewsLine",
        "NewsLineText", "NewsLineType", "NewsLines", "NewsML", "NewsManagement", "NewsProduct", "NewsService", "Notation", "OfInterestTo",
        "Origin", "Party", "Priority", "Property", "Provider", "ProviderId", "PublicIdentifier", "Relevance", "Replace", "Resource",
        "RevisionHistory", "RevisionId", "RevisionStatus", "RightsHolder", "RightsLine", "RightsMetadata", "Role", "SentFrom", "SentTo",
        "SeriesLine", "SizeInBytes", "SlugLine", "Source", "StartDate", "Status", "StatusWillChange", "SubHeadLine", "Subject",
        "SubjectCode", "SubjectDetail", "SubjectMatter", "SubjectQualifier", "SystemIdentifier", "ThisRevisionCreated", "Topic",
        "TopicOccurrence", "TopicSet", "TopicSetRef", "TopicType", "TopicUse", "TransmissionId", "Update", "Urgency", "Url", "Urn",
        "UsageRights", "UsageType",
    ]);
}
