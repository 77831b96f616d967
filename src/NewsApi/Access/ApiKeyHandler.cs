using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Database;

namespace NewsApi.Access;

/// <summary>Authenticates a request by the API key in its header <c>Authorization</c>.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiKeys keys, KeyUse use,
    DatabaseIncidents incidents)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The name of the scheme.</summary>
    public const string Name = "ApiKey";

    private const string KeyParameter = "key";

    /// <summary>Returns the key that authenticated a caller; null if it was not a key.</summary>
    public static ApiKey? FindKey(AuthenticationProperties properties) => properties.GetParameter<ApiKey>(KeyParameter);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        try
        {
            if (BearerCredentials.Parse(header).Text is not { } secret
                || await keys.FindAsync(secret, Context.RequestAborted) is not { } key)
            {
                return AuthenticateResult.Fail("The API key is invalid.");
            }

            use.Record(key.Id);
            return AuthenticateResult.Success(MakeTicket(key));
        }
        catch (Exception away) when (DatabaseFailure.Find(away) is { } outage)
        {
            incidents.Record(outage, "an API key", isOperation: true);
            return AuthenticateResult.Fail(new CredentialsUncheckedException(outage.ClientMessage, outage.MayPass));
        }
    }

    private static AuthenticationTicket MakeTicket(ApiKey key)
    {
        var properties = new AuthenticationProperties { ExpiresUtc = key.ExpiresAt };
        properties.SetParameter(KeyParameter, key);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, key.Name), key.Role.ToClaim()], Name);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Name);
    }
}
