namespace NewsApi.Content.Reading.Statements;

/// <summary>
/// What an answer was read from, for caches of answers. A statement that does not describe its reads makes the set incomplete: the answer
/// may then depend on all public content.
/// </summary>
public sealed class ReadSet
{
    // Called after the whole read, because only then the ends of the pages are known. Null after a statement without a description.
    private List<Func<IEnumerable<ReadPart>>>? _parts = [];

    /// <summary>
    /// True if the answer depends on the moment at which it was read. Another read at the same position of the log can then give another
    /// answer, even if no article becomes public or expires between the two. For example, the relevance of an article falls with its age.
    /// </summary>
    public bool DependsOnMoment { get; private set; }

    /// <summary>Adds the moment: the clock, or data in memory that may be older or newer than the snapshot.</summary>
    public void AddMoment() => DependsOnMoment = true;

    /// <summary>Adds reads that no statement describes.</summary>
    internal void Add(Func<IEnumerable<ReadPart>> reads) => _parts?.Add(reads);

    /// <summary>Adds the reads of a statement.</summary>
    internal void Add(Statement statement)
    {
        DependsOnMoment |= statement.Sql.DependsOnMoment;
        if (statement.Reads is { } reads)
        {
            _parts?.Add(reads);
        }
        else
        {
            _parts = null;
        }
    }

    /// <summary>Returns the parts of public content that the answer was read from; null if the set is incomplete.</summary>
    internal IEnumerable<ReadPart>? FindParts() => _parts?.SelectMany(p => p());
}
