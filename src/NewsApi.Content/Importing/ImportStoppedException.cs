namespace NewsApi.Content.Importing;

/// <summary>
/// An import ended before its last item, and the reason is not an item: a lost connection or a full disk, for example. Everything that was
/// committed stays. Running the same import again continues from there.
/// </summary>
public sealed class ImportStoppedException(string message, Exception inner) : Exception(message, inner);
