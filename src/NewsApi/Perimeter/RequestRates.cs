using System.Security.Claims;
using NewsApi.Access;
using NewsApi.Endpoints;
using NewsApi.Transport;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Rates;
using NewsApi.Transport.Responses;

namespace NewsApi.Perimeter;

/// <summary>
/// Limits the requests of each address before their credentials are checked and their bodies are read. So a flood of invalid keys or of
/// large bodies is limited too. Operations also have a price for their client, which the executor takes.
/// </summary>
internal static class RequestRates
{
    private const string Code = "RATE_LIMITED";

    /// <summary>Adds the middleware. It must come before authentication.</summary>
    public static void UseRequestRates(this WebApplication app)
    {
        var rates = app.Services.GetRequiredService<RateLimits>();
        var network = new ClientNetwork(app.Services.GetRequiredService<TransportOptions>().LimitPrivateAddresses);
        var anonymous = new ClaimsPrincipal();
        app.Use(next => context =>
        {
            // The pages and health checks are not limited: an orchestrator must not see a busy service as a dead one. But credentials are
            // checked for every URL, so a request that has some is limited.
            var path = context.Request.Path;
            var isLimited = path.StartsWithSegments(GraphQLTransport.Path, StringComparison.OrdinalIgnoreCase)
                || path.StartsWithSegments(IngestEndpoint.Path, StringComparison.OrdinalIgnoreCase);
            var price = (isLimited ? null : DocumentRequest.FindPrice(path)) ?? RateLimits.LeastPrice;
            if (price == RateLimits.LeastPrice && !isLimited && context.Request.Headers.Authorization.Count == 0)
            {
                return next(context);
            }

            var client = Client.Of(anonymous, network.Find(context.Connection.RemoteIpAddress));
            if (rates.TryTake(client, price) is not { } rejection)
            {
                return next(context);
            }

            RateHeaders.Add(context.Response.Headers, rejection);
            return new Rejection(
                StatusCodes.Status429TooManyRequests, Code,
                $"This address has used the cost that it may use for now. Try again in {rejection.RetryAfter} seconds.")
                .SendAsync(context);
        });
    }
}
