using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NewsApi.Transport.Connections;

namespace NewsApi.Access;

/// <summary>
/// Authenticates callers by API key or token. A policy scheme chooses the handler by the form of the credentials. A caller without
/// credentials is anonymous and may read public content.
/// </summary>
internal static class Authentication
{
    private const string ByForm = "ByForm";

    /// <summary>Registers the handlers.</summary>
    public static void AddCallers(this IServiceCollection services, TokenOptions tokens)
    {
        // Not AddAuthentication: it also adds ASP.NET's data protection, which writes a key ring to the disk at the start. Nothing here
        // encrypts cookies.
        services.AddAuthenticationCore(options => options.DefaultScheme = ByForm);
        services.AddWebEncoders();
        services.TryAddSingleton<IAuthenticationConfigurationProvider, NoSchemeConfiguration>();
        var schemes = new AuthenticationBuilder(services)
            .AddPolicyScheme(ByForm, null, options => options.ForwardDefaultSelector = context =>
                !tokens.IsOn || BearerCredentials.Parse(context.Request.Headers.Authorization).IsApiKey
                    ? ApiKeyHandler.Name
                    : JwtBearerDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Name, null);
        services.AddSingleton<KeyRevocation>();
        services.AddSingleton<KeyUse>();
        services.AddSingleton<ConnectionCallers>();
        services.AddSingleton<CallerCheck>(provider => provider.GetRequiredService<ConnectionCallers>().CheckAsync);
        if (tokens.IsOn)
        {
            TokenScheme.Add(schemes, tokens);
        }
    }

    /// <summary>
    /// Sets the caller of each request. A request with invalid credentials gets 401 and is not treated as anonymous. An anonymous response
    /// would silently lack content that the owner of the credentials expects.
    /// </summary>
    public static void UseCallers(this WebApplication app) =>
        // Most readers have no credentials, and the handlers would only find that out.
        app.UseWhen(context => context.Request.Headers.Authorization.Count > 0, branch =>
        {
            branch.UseAuthentication();
            branch.Use(async (context, next) =>
            {
                if (await FindRejectionAsync(context) is { } rejection)
                {
                    await rejection.SendAsync(context);
                    return;
                }

                await next(context);
            });
        });

    private static async Task<Rejection?> FindRejectionAsync(HttpContext context) => (await context.AuthenticateAsync()).Failure switch
    {
        null => null,
        CredentialsUncheckedException outage => Rejection.Unchecked(outage),
        _ => Rejection.Invalid,
    };

    /// <summary>ASP.NET's own configuration of schemes stays empty, so that only the settings of the service count.</summary>
    private sealed class NoSchemeConfiguration : IAuthenticationConfigurationProvider
    {
        public IConfiguration AuthenticationConfiguration { get; } = new ConfigurationBuilder().Build();
    }
}
