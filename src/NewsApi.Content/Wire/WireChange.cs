using NewsApi.Content.Articles;

namespace NewsApi.Content.Wire;

/// <summary>A row of the log as its readers share it. Facts are read out of their JSON when somebody first asks for them.</summary>
public sealed class WireChange(
    long position, DateTimeOffset committedAt, ChangeKind kind, long subjectId, bool isInternal, string? before, string? after)
{
    private const int Overhead = 200;

    private readonly Facts? _before = before is null ? null : new Facts(before);
    private readonly Facts? _after = after is null ? null : new Facts(after);

    public long Position => position;

    /// <summary>By the database's clock, while the position was taken.</summary>
    public DateTimeOffset CommittedAt => committedAt;

    public ChangeKind Kind => kind;

    /// <summary>The id of the article, person, place or topic.</summary>
    public long SubjectId => subjectId;

    /// <summary>Wakes timers and caches, and is never delivered.</summary>
    public bool Internal => isInternal;

    /// <summary>Whether the article was public up to this row.</summary>
    public bool WasPublic => _before is not null;

    /// <summary>Whether the article is public from this row on.</summary>
    public bool IsPublic => _after is not null;

    /// <summary>What filters saw of the article up to this row; null where it was not public.</summary>
    public ChangeFacts? Before => _before?.Value;

    /// <summary>What filters see of the article from this row on; null where it is not public.</summary>
    public ChangeFacts? After => _after?.Value;

    /// <summary>
    /// Bytes in memory, guessed from above: the text at two bytes a character, and about as much twice over once it is read.
    /// </summary>
    internal long Size => Overhead + (6L * ((before?.Length ?? 0) + (after?.Length ?? 0)));

    // Two that ask first at the same moment read it twice, and one result stays.
    private sealed class Facts(string json)
    {
        private ChangeFacts? _value;

        public ChangeFacts Value => _value ??= ChangeFacts.FromJson(json);
    }
}
