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
    public static void UseCallers(this WebApplication app)
    {
        // ASP.NET adds its middleware before all others, unless this property says that it has been added. It would check the credentials
        // of a request before the limits of its address, and it would look for credentials in requests that have none.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        app.Use(next => context =>
            context.Request.Headers.Authorization.Count == 0 ? next(context) : AuthenticateAsync(context, next));
    }

    private static async Task AuthenticateAsync(HttpContext context, RequestDelegate next)
    {
        var result = await context.AuthenticateAsync();
        if (result.Failure is { } failure)
        {
            await (failure is CredentialsUncheckedException outage ? Rejection.Unchecked(outage) : Rejection.Invalid).SendAsync(context);
            return;
        }

        context.User = result.Principal ?? context.User;
        await next(context);
    }

    /// <summary>ASP.NET's own configuration of schemes stays empty, so that only the settings of the service count.</summary>
    private sealed class NoSchemeConfiguration : IAuthenticationConfigurationProvider
    {
        public IConfiguration AuthenticationConfiguration { get; } = new ConfigurationBuilder().Build();
    }
}
