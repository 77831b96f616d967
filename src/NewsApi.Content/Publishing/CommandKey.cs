using System.Security.Cryptography;
using System.Text.Json;

namespace NewsApi.Content.Publishing;

/// <summary>
/// The key by which a repeated command is recognised (IETF draft "The Idempotency-Key HTTP Header Field"). The key is kept for a day.
/// </summary>
/// <param name="Caller">The key or user that sends the command.</param>
/// <param name="Key">The value that the client chose for the change.</param>
/// <param name="Field">The response name of the root field, because an operation may have several mutations.</param>
/// <param name="Request">The SHA-256 hash of the request.</param>
public sealed record CommandKey(string Caller, string Key, string Field, byte[] Request)
{
    /// <summary>The SHA-256 hash that identifies the command.</summary>
    public byte[] Id => Hash(Caller, Key, Field);

    /// <summary>
    /// Returns true if a client may send this text as a key: 1 to 255 visible ASCII characters, as a UUID has them.
    /// </summary>
    public static bool IsValid(string key) => key.Length is >= 1 and <= 255 && key.All(c => c is > ' ' and <= '~');

    /// <summary>Computes the SHA-256 hash of several texts. As items of a JSON array, they cannot be confused with other texts.</summary>
    public static byte[] Hash(params string?[] texts) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(texts));
}
