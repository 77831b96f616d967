namespace NewsApi.Content.Importing;

/// <summary>
/// An import ended before its last item, and no item is the reason: the connection was lost, or the disk is full. Everything committed so
/// far stays; running the same import again continues from there.
/// </summary>
public sealed class ImportStoppedException(string message, Exception inner) : Exception(message, inner);
