using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>
/// What one import has met so far: which <c>uri</c> it saw where, and under which names its gazetteers speak of their entries.
/// Grows by about a hundred bytes an item. Changed only after a batch is committed, so that a second try finds it as the first did.
/// </summary>
internal sealed class ImportMemory
{
    private readonly Dictionary<UInt128, Met> _articles = [];
    private readonly Dictionary<(EntityKind, string), long> _entities = [];
    private long _imagined;

    /// <summary>Entities whose parent was not there yet when their batch was written.</summary>
    public List<OpenParent> OpenParents { get; } = [];

    public Met? Article(string uri) => _articles.TryGetValue(Key(uri), out var met) ? met : null;

    public void Meet(string uri, Met met) => _articles[Key(uri)] = met;

    /// <param name="reference">A slug as the gazetteer has it, or a uri.</param>
    public long? Entity(EntityKind kind, string reference) => _entities.TryGetValue((kind, reference), out var id) ? id : null;

    public void Meet(EntityKind kind, string reference, long id) => _entities[(kind, reference)] = id;

    /// <summary>An id for what a dry run would make. Never the same twice: a later batch speaks of what an earlier one would have made.</summary>
    public long ImagineId() => --_imagined;

    private static UInt128 Key(string uri) => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(uri)));

    /// <param name="First">Where the import met it first.</param>
    /// <param name="Stamp">The stamp of the version that stands after it.</param>
    /// <param name="Digest">The document that was applied last; null where none was.</param>
    internal sealed record Met(Origin First, VersionStamp Stamp, byte[]? Digest);
}
