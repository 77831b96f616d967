using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Access;

/// <summary>An issuer of tokens on loopback: a discovery document, a set of public keys, and real signatures.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "https://news.example";

    private readonly WebApplication _app;

    private TestIssuer(WebApplication app) => _app = app;

    /// <summary>The key that signs, unless a test names another.</summary>
    public RsaSecurityKey Rsa { get; } = new(RSA.Create(2048)) { KeyId = "rsa" };

    public ECDsaSecurityKey Elliptic { get; } = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "ec" };

    /// <summary>The keys of the key set that it serves.</summary>
    public IReadOnlyList<SecurityKey> Published { get; set; } = [];

    /// <summary>How often the key set was read.</summary>
    public int Reads { get; private set; }

    public string Address => _app.Urls.Single();

    public static async Task<TestIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var issuer = new TestIssuer(app);
        issuer.Published = [issuer.Rsa, issuer.Elliptic];
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(
            new Dictionary<string, string> { ["issuer"] = issuer.Address, ["jwks_uri"] = $"{issuer.Address}/keys" }));
        app.MapGet("/keys", () =>
        {
            issuer.Reads++;
            return Results.Text(issuer.KeySet(), "application/json");
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return issuer;
    }

    /// <summary>The service, which accepts the tokens of this issuer.</summary>
    public Task<TestServer> StartServiceAsync(TestPostgres postgres, params string[] settings) => TestServer.StartAsync(
        postgres, ["--NewsApi:Tokens:Authority", Address, "--NewsApi:Tokens:Audience", Audience, .. settings]);

    /// <summary>The public keys as a JWK Set.</summary>
    public string KeySet() => JsonSerializer.Serialize(new { keys = Published.Select(Describe) });

    /// <summary>A valid token with the role <c>editor</c>, unless the arguments say otherwise.</summary>
    public string Sign(
        SigningCredentials? by = null, string? issuer = null, string audience = Audience, TimeSpan? from = null, TimeSpan? until = null,
        (string Name, object Value)? claim = null)
    {
        var now = DateTime.UtcNow;
        var (name, value) = claim ?? ("roles", new[] { "editor" });
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address,
            Audience = audience,
            NotBefore = now + (from ?? TimeSpan.FromMinutes(-1)),
            Expires = now + (until ?? TimeSpan.FromMinutes(5)),
            Claims = new Dictionary<string, object> { ["sub"] = "user-1", [name] = value },
            SigningCredentials = by ?? new SigningCredentials(Rsa, SecurityAlgorithms.RsaSha256),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Rsa.Rsa.Dispose();
        Elliptic.ECDsa.Dispose();
    }

    private static Dictionary<string, string> Describe(SecurityKey key)
    {
        if (key is RsaSecurityKey rsa)
        {
            var of = rsa.Rsa.ExportParameters(false);
            return new()
            {
                ["kty"] = "RSA",
                ["kid"] = key.KeyId,
                ["n"] = Base64UrlEncoder.Encode(of.Modulus),
                ["e"] = Base64UrlEncoder.Encode(of.Exponent),
            };
        }

        var point = ((ECDsaSecurityKey)key).ECDsa.ExportParameters(false).Q;
        return new()
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["kid"] = key.KeyId,
            ["x"] = Base64UrlEncoder.Encode(point.X),
            ["y"] = Base64UrlEncoder.Encode(point.Y),
        };
    }
}
