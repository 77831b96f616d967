namespace NewsApi.Content.Importing;

/// <summary>
/// An import ended before its last item, for a reason that is no item's: the connection was lost, the disk is full. What was
/// committed stays; the same import again goes on from there.
/// </summary>
public sealed class ImportStoppedException(string message, Exception inner) : Exception(message, inner);
