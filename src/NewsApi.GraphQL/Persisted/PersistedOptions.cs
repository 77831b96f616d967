namespace NewsApi.GraphQL.Persisted;

/// <summary>The options of persisted operations.</summary>
public sealed record PersistedOptions
{
    /// <summary>
    /// The folder with the trusted documents of the operator. The default is <see cref="NoFolder"/>: then the only trusted documents are
    /// those that come with the service.
    /// </summary>
    public string Folder { get; init; } = NoFolder;

    /// <summary>The value of <see cref="Folder"/> for no folder.</summary>
    public const string NoFolder = "none";

    /// <summary>
    /// True to run trusted documents only. The default is false, because the IDE and a new front end send the texts of their documents.
    /// </summary>
    public bool Only { get; init; }

    /// <summary>
    /// The largest amount of memory for the store of automatic persisted queries, in bytes, estimated from the lengths of their texts. A
    /// full store evicts the documents that were not used for the longest time. Their clients then send the texts again. The default of 8
    /// MB holds some thousand documents.
    /// </summary>
    public int StoreSize { get; init; } = 1 << 23;
}
