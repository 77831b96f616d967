using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using NewsApi.Content.Access;

namespace NewsApi.Access;

/// <summary>Configures ASP.NET's handler for JSON Web Tokens.</summary>
internal static class TokenScheme
{
    /// <summary>How far the issuer's clock may be ahead. A new token is often valid from its very second.</summary>
    private static readonly TimeSpan AllowedSkew = TimeSpan.FromSeconds(60);

    private const long MaxDocumentBytes = 1_000_000;

    /// <summary>
    /// Signatures by a private key only. With <c>HS256</c> the public key would be the secret, and <c>none</c> is no signature.
    /// </summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static void Add(AuthenticationBuilder schemes, TokenOptions tokens)
    {
        schemes.Services.AddSingleton(provider => new IssuerKeys(
            MakeReader(tokens), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<IssuerKeys>>()));
        schemes.AddJwtBearer();
        var roles = new TokenRoles(tokens);
        schemes.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IssuerKeys, TimeProvider>(
            (options, keys, time) =>
            {
                options.ConfigurationManager = keys;
                options.MapInboundClaims = false;
                options.SaveToken = false;
                options.TokenValidationParameters = MakeRules(tokens, time);
                options.Events = new JwtBearerEvents
                {
                    OnMessageReceived = context => PrepareAsync(context, keys),
                    OnTokenValidated = context => SetCaller(context, roles),
                };
            });
    }

    /// <summary>Reads the issuer's keys once, from its address or the file.</summary>
    public static Task<OpenIdConnectConfiguration> ReadKeysAsync(TokenOptions tokens, CancellationToken cancellationToken) =>
        MakeReader(tokens)(cancellationToken);

    private static TokenValidationParameters MakeRules(TokenOptions tokens, TimeProvider time) => new()
    {
        ValidAudience = tokens.Audience,
        ValidAlgorithms = Algorithms,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        // The end is exact, because connections are closed at that moment.
        LifetimeValidator = (from, until, _, _) =>
            time.GetUtcNow().UtcDateTime is var now && until > now && (from is null || from <= now + AllowedSkew),
    };

    private static async Task PrepareAsync(MessageReceivedContext context, IssuerKeys keys)
    {
        string? keyId;
        try
        {
            var token = BearerCredentials.Parse(context.Request.Headers.Authorization).Text ?? "";
            keyId = new JsonWebToken(token).Kid;
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException)
        {
            context.Fail("The token is malformed.");
            return;
        }

        if (!await keys.TryPrepareAsync(string.IsNullOrEmpty(keyId) ? null : keyId, context.HttpContext.RequestAborted))
        {
            context.Fail(new CredentialsUncheckedException(
                "Tokens cannot be checked at the moment, because their issuer is not reachable. Try again in a few seconds.",
                mayPass: true));
        }
    }

    private static Task SetCaller(TokenValidatedContext context, TokenRoles roles)
    {
        // Only the name and the role go on: other claims are personal data.
        if (context.Principal?.Identity is ClaimsIdentity token)
        {
            var name = FindSubject(token) ?? "token";
            context.Principal = new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim(ClaimTypes.Name, name), roles.Find(token).ToClaim()], JwtBearerDefaults.AuthenticationScheme));
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Finds the user of the token, or the program that the token was issued to (RFC 9068, 2.2). Limits for each client use it.
    /// </summary>
    private static string? FindSubject(ClaimsIdentity token) =>
        (token.FindFirst(JwtRegisteredClaimNames.Sub) ?? token.FindFirst("client_id")
            ?? token.FindFirst(JwtRegisteredClaimNames.Azp))?.Value;

    private static Func<CancellationToken, Task<OpenIdConnectConfiguration>> MakeReader(TokenOptions tokens)
    {
        if (tokens.KeySet != TokenOptions.Off)
        {
            return cancellationToken => ReadFileAsync(tokens, cancellationToken);
        }

        // One client for the life of the service; the handler renews its connections, so that a new address of the issuer is found.
        var client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = IssuerKeys.Freshness })
        {
            Timeout = IssuerKeys.ReadLimit,
            MaxResponseContentBufferSize = MaxDocumentBytes,
        };
        var documents = new HttpDocumentRetriever(client) { RequireHttps = !new Uri(tokens.Authority).IsLoopback };
        var address = $"{tokens.Authority.TrimEnd('/')}/.well-known/openid-configuration";
        return async cancellationToken =>
        {
            var found = await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, cancellationToken);
            found.Issuer = tokens.Issuer == TokenOptions.Off ? found.Issuer : tokens.Issuer;
            return found;
        };
    }

    private static async Task<OpenIdConnectConfiguration> ReadFileAsync(TokenOptions tokens, CancellationToken cancellationToken)
    {
        var keys = new JsonWebKeySet(await File.ReadAllTextAsync(tokens.KeySet, cancellationToken));
        var found = new OpenIdConnectConfiguration { Issuer = tokens.Issuer };
        foreach (var key in keys.GetSigningKeys())
        {
            found.SigningKeys.Add(key);
        }

        return found;
    }
}
