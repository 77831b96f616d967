using System.Security.Cryptography;
using System.Text;

namespace NewsApi.GraphQL.Persisted;

/// <summary>The SHA-256 hash of a document, by which Apollo's clients and the GraphQL over HTTP specification name a document.</summary>
internal static class DocumentHash
{
    /// <summary>The prefix of a <c>documentId</c> that is a hash (GraphQL over HTTP, Appendix A, "Persisted Documents").</summary>
    public const string Prefix = "sha256:";

    /// <summary>Computes the hash of the UTF-8 text, in lower-case hexadecimal digits.</summary>
    public static string Compute(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Returns true if the text consists of 64 hexadecimal digits.</summary>
    public static bool IsValid(string hash) => hash.Length == 64 && hash.All(char.IsAsciiHexDigit);
}
