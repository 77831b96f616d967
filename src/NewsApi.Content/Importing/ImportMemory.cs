using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>
/// What one import has read so far: its articles by <c>uri</c>, and its entities by the references that its gazetteers use. It grows by
/// about a hundred bytes an item. It changes only after a batch is committed, so that a second attempt at a batch starts with the same
/// memory as the first attempt.
/// </summary>
internal sealed class ImportMemory
{
    private readonly Dictionary<UInt128, KnownArticle> _articles = [];
    private readonly Dictionary<(EntityKind, string), long> _entities = [];
    private long _lastProvisional;

    /// <summary>The entities whose parent was not known yet when their batch was written.</summary>
    public List<OpenParent> OpenParents { get; } = [];

    public KnownArticle? Article(string uri) => _articles.GetValueOrDefault(Key(uri));

    public void Remember(string uri, KnownArticle article) => _articles[Key(uri)] = article;

    /// <param name="reference">A uri, or a slug as it is in the gazetteer.</param>
    public long? Entity(EntityKind kind, string reference) => _entities.TryGetValue((kind, reference), out var id) ? id : null;

    public void Remember(EntityKind kind, string reference, long id) => _entities[(kind, reference)] = id;

    /// <summary>
    /// Returns a negative id for an article or entity that a dry run would create. An id is never returned twice, because a later batch may
    /// refer to an article or entity that an earlier batch would have created.
    /// </summary>
    public long ProvisionalId() => --_lastProvisional;

    private static UInt128 Key(string uri) => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(uri)));

    /// <param name="First">The origin of the first item of the article in this import.</param>
    /// <param name="Stamp">The stamp of the article after all its items so far in this import.</param>
    /// <param name="Digest">The digest of the document that was applied last; null if none was applied.</param>
    internal sealed record KnownArticle(Origin First, VersionStamp Stamp, byte[]? Digest);
}
