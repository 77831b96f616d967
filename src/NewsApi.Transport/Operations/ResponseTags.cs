namespace NewsApi.Transport.Operations;

/// <summary>
/// The tags of a response, for caches that are purged by tags: <c>Cache-Tag</c> separates them by commas, <c>Surrogate-Key</c> by spaces.
/// They are made when they are first needed, because a response by POST needs none.
/// </summary>
/// <param name="read">Returns the tags: printable ASCII without commas and spaces. Called at most once.</param>
public sealed class ResponseTags(Func<IReadOnlyCollection<string>> read)
{
    // After its value was made, a Lazy does not hold the function, nor what the function holds.
    private readonly Lazy<(string CacheTag, string SurrogateKey)> _headers = new(() =>
    {
        var tags = read();
        return (string.Join(',', tags), string.Join(' ', tags));
    });

    public string CacheTag => _headers.Value.CacheTag;

    public string SurrogateKey => _headers.Value.SurrogateKey;

    /// <summary>
    /// The memory of the tags in bytes. It makes them, so that a response that is kept does not keep what they are made from.
    /// </summary>
    public int Size => 2 * sizeof(char) * CacheTag.Length;
}
