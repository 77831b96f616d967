using NewsApi.Content.Database;

namespace NewsApi.Content.Importing;

/// <summary>
/// An import ended before its last item. The reason is not an item, but for example a lost connection or a full disk. Everything that was
/// committed stays. If the same import is run again, it continues after the committed items.
/// </summary>
public sealed class ImportStoppedException(string message, Exception inner) : Exception(message, inner)
{
    /// <summary>The failure of PostgreSQL; null if the cause is another one.</summary>
    public DatabaseFailure? Outage { get; init; }
}
