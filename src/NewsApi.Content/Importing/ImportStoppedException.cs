namespace NewsApi.Content.Importing;

/// <summary>
/// An import ended before its last item for a reason that is not an item, such as a lost connection or a full disk. Everything that was
/// committed stays. Running the same import again continues from there.
/// </summary>
public sealed class ImportStoppedException(string message, Exception inner) : Exception(message, inner);
