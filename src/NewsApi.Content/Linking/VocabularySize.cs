namespace NewsApi.Content.Linking;

/// <summary>How many entities of one kind the index has of one vocabulary; all of them share it.</summary>
internal sealed class VocabularySize
{
    /// <summary>From this size on a vocabulary is taken to hold everything there is, and not what a newsroom writes about.</summary>
    private const int Large = 10_000;

    public int Count { get; set; }

    public bool IsLarge => Count >= Large;
}
