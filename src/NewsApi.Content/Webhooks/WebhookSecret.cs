using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NewsApi.Content.Webhooks;

/// <summary>
/// The secret of a webhook, and its signatures by the specification Standard Webhooks (version 1.0, symmetric). A signature proves to the
/// receiver that this service has sent the announcement, and when.
/// </summary>
/// <remarks>
/// PostgreSQL has the secret itself and no hash, because the service cannot sign without it. A secret signs announcements and gives access
/// to nothing. It is not logged, and it is deleted when the webhook is removed.
/// </remarks>
internal static class WebhookSecret
{
    /// <summary>The prefix of every secret in text form, by the specification.</summary>
    public const string Prefix = "whsec_";

    /// <summary>The number of random bytes. The specification allows 24 to 64.</summary>
    private const int Size = 32;

    public static byte[] Create() => RandomNumberGenerator.GetBytes(Size);

    public static string Format(byte[] secret) => Prefix + Convert.ToBase64String(secret);

    /// <summary>Returns the header <c>webhook-signature</c>: HMAC-SHA256 of the id, the time and the body, joined by dots.</summary>
    /// <param name="id">The header <c>webhook-id</c>.</param>
    /// <param name="timestamp">The header <c>webhook-timestamp</c>: the time of sending, in seconds since 1970.</param>
    public static string Sign(byte[] secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hmac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hmac.AppendData(body);
        return $"v1,{Convert.ToBase64String(hmac.GetHashAndReset())}";
    }
}
