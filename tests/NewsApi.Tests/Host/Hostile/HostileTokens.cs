using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>The keys of an issuer as a file, and tokens that it signs or that are forged.</summary>
internal sealed class HostileTokens : IDisposable
{
    private const string Issuer = "https://issuer.example";
    private const string Audience = "https://news.example";

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "rsa" };
    private readonly RsaSecurityKey _stranger = new(RSA.Create(2048)) { KeyId = "rsa" };
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"newsapi-keys-{Guid.NewGuid():N}.json");

    public HostileTokens()
    {
        var of = _key.Rsa.ExportParameters(false);
        var key = new { kty = "RSA", kid = "rsa", n = Base64UrlEncoder.Encode(of.Modulus), e = Base64UrlEncoder.Encode(of.Exponent) };
        File.WriteAllText(_file, JsonSerializer.Serialize(new { keys = new[] { key } }));
    }

    /// <summary>The settings with which the service accepts the tokens of the issuer.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings =>
        [("NewsApi:Tokens:KeySet", _file), ("NewsApi:Tokens:Issuer", Issuer), ("NewsApi:Tokens:Audience", Audience)];

    /// <summary>A valid token of an editor.</summary>
    public string Valid => Sign();

    public string OfAnotherIssuer => Sign(issuer: "https://elsewhere.example");

    public string ForAnotherAudience => Sign(audience: "https://elsewhere.example");

    public string Expired => Sign(from: TimeSpan.FromHours(-2), until: TimeSpan.FromHours(-1));

    public string NotYetValid => Sign(from: TimeSpan.FromMinutes(30), until: TimeSpan.FromHours(1));

    public string SignedByAStranger => Sign(new SigningCredentials(_stranger, SecurityAlgorithms.RsaSha256));

    /// <summary>Signed by HMAC with the public key as the secret, which a careless service verifies.</summary>
    public string SignedWithThePublicKey => Sign(new SigningCredentials(
        new SymmetricSecurityKey(_key.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = "rsa" }, SecurityAlgorithms.HmacSha256));

    public string WithoutSignature => $"{string.Join('.', Valid.Split('.')[..2])}.";

    public string AlgorithmNone => $"{Base64UrlEncoder.Encode("""{"alg":"none","kid":"rsa"}""")}.{Valid.Split('.')[1]}.";

    /// <summary>The signature of one token below the claims of another.</summary>
    public string OtherClaims => $"{Valid.Split('.')[0]}.{Base64UrlEncoder.Encode("""{"roles":["admin"]}""")}.{Valid.Split('.')[2]}";

    public string Huge => Sign(claim: Enumerable.Repeat("editor", 2000).ToArray());

    public void Dispose()
    {
        File.Delete(_file);
        _key.Rsa.Dispose();
        _stranger.Rsa.Dispose();
    }

    private string Sign(
        SigningCredentials? by = null, string issuer = Issuer, string audience = Audience, TimeSpan? from = null, TimeSpan? until = null,
        string[]? claim = null)
    {
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = now + (from ?? TimeSpan.FromMinutes(-1)),
            Expires = now + (until ?? TimeSpan.FromHours(1)),
            Claims = new Dictionary<string, object> { ["sub"] = "user-1", ["roles"] = claim ?? ["editor"] },
            SigningCredentials = by ?? new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        });
    }
}
