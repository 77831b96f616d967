using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>
/// What one import has met so far: the articles by <c>uri</c>, and the entities by the references that its gazetteers use. Grows by about
/// a hundred bytes an item. Changed only after a batch is committed, so that a second attempt finds it as the first did.
/// </summary>
internal sealed class ImportMemory
{
    private readonly Dictionary<UInt128, KnownArticle> _articles = [];
    private readonly Dictionary<(EntityKind, string), long> _entities = [];
    private long _lastProvisional;

    /// <summary>Entities whose parent was not known yet when their batch was written.</summary>
    public List<OpenParent> OpenParents { get; } = [];

    public KnownArticle? Article(string uri) => _articles.GetValueOrDefault(Key(uri));

    public void Remember(string uri, KnownArticle article) => _articles[Key(uri)] = article;

    /// <param name="reference">A uri, or a slug as the gazetteer has it.</param>
    public long? Entity(EntityKind kind, string reference) => _entities.TryGetValue((kind, reference), out var id) ? id : null;

    public void Remember(EntityKind kind, string reference, long id) => _entities[(kind, reference)] = id;

    /// <summary>
    /// A negative id for what a dry run would create. Never the same twice, because a later batch may refer to what an earlier one would
    /// have created.
    /// </summary>
    public long ProvisionalId() => --_lastProvisional;

    private static UInt128 Key(string uri) => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(uri)));

    /// <param name="First">Where the import met the article first.</param>
    /// <param name="Stamp">The stamp of the version that is stored after it.</param>
    /// <param name="Digest">The document that was applied last; null where none was.</param>
    internal sealed record KnownArticle(Origin First, VersionStamp Stamp, byte[]? Digest);
}
