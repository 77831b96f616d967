namespace NewsApi.Content.Linking;

/// <summary>
/// A trie whose edges are in one hash table: the key is a node and the hash of a token, the value is the next node. The trie is one
/// automaton for all names: the linker follows its edges along the tokens of a text. So the time depends on the length of the text, not on
/// the number of names.
/// </summary>
internal sealed class HashTrie
{
    public const int Root = 0;

    private ulong[] _keys = new ulong[1 << 10];
    private int[] _nodes = new int[1 << 10];
    private int _edges;

    /// <summary>The number of nodes, the root included.</summary>
    public int Count { get; private set; } = 1;

    public long Bytes => 12L * _keys.Length;

    /// <summary>Follows the edge of a token. Returns the next node; 0 if the node has no such edge.</summary>
    public int Next(int node, ulong token)
    {
        var key = Key(node, token);
        for (var i = (int)(key & (ulong)(_keys.Length - 1)); ; i = (i + 1) & (_keys.Length - 1))
        {
            if (_keys[i] == key)
            {
                return _nodes[i];
            }

            if (_keys[i] == 0)
            {
                return 0;
            }
        }
    }

    /// <summary>
    /// Follows the edge of a token, as <see cref="Next"/> does. If the node has no such edge, adds the edge with a new node.
    /// </summary>
    public int NextOrAdd(int node, ulong token)
    {
        if (Next(node, token) is var known and > 0)
        {
            return known;
        }

        if (++_edges * 2 > _keys.Length)
        {
            Grow();
        }

        Put(Key(node, token), Count);
        return Count++;
    }

    private static ulong Key(int node, ulong token)
    {
        var key = (token ^ ((ulong)node * 0x9E3779B97F4A7C15)) * 0xD6E8FEB86659FD93;
        key ^= key >> 32;
        return key == 0 ? 1 : key;
    }

    private void Put(ulong key, int node)
    {
        var i = (int)(key & (ulong)(_keys.Length - 1));
        while (_keys[i] != 0)
        {
            i = (i + 1) & (_keys.Length - 1);
        }

        (_keys[i], _nodes[i]) = (key, node);
    }

    private void Grow()
    {
        var (keys, nodes) = (_keys, _nodes);
        (_keys, _nodes) = (new ulong[keys.Length * 2], new int[keys.Length * 2]);
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] != 0)
            {
                Put(keys[i], nodes[i]);
            }
        }
    }
}
