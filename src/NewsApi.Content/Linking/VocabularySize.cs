namespace NewsApi.Content.Linking;

/// <summary>
/// The number of entities of one kind and one vocabulary in the index. All these entities share one instance of this class.
/// </summary>
internal sealed class VocabularySize
{
    /// <summary>
    /// A vocabulary with at least this many entities counts as large. A large vocabulary lists everything, not only what a newsroom writes
    /// about.
    /// </summary>
    private const int Large = 10_000;

    public int Count { get; set; }

    public bool IsLarge => Count >= Large;
}
