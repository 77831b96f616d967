using System.Text.Json;
using NewsApi.GraphQL.Execution;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Pricing;
using NewsApi.GraphQL.Types;
using Xunit;

namespace NewsApi.Tests.GraphQL.Pricing;

/// <summary>The price of a document, as the service computes it before it reads anything.</summary>
internal static class CostOf
{
    private static readonly NewsSchema Schema = new();

    public static async Task<OperationCost> DocumentAsync(string text, object? variables = null, string? operation = null)
    {
        using var documents = new DocumentCache(Schema, new OperationOptions { DocumentCacheSize = 0 });
        var (document, errors, _) = await documents.GetAsync(text, TestContext.Current.CancellationToken);
        Assert.True(document is not null, $"{text}\n{string.Join('\n', errors.Select(e => e.Message))}");
        var template = document.Find(operation);
        Assert.NotNull(template);
        var values = JsonSerializer.SerializeToElement(variables);
        var coerced = await template.CoerceAsync(values);
        Assert.True(coerced.IsValid, $"{text}\n{string.Join('\n', coerced.Errors.Select(e => e.Message))}");
        var (first, error) = template.Prepare(values, coerced, out var visits);
        Assert.InRange(visits, 1, PricePlan.MaxVisits);

        // The second request of a document takes the plan, its constant parts and its error from the first.
        var (again, sameError) = template.Prepare(values, await template.CoerceAsync(values), out visits);
        Assert.Equal((0, error?.Message), (visits, sameError?.Message));
        using (first)
        using (again)
        {
            Assert.Equal(first?.Cost, again?.Cost);
            if (error is not null)
            {
                throw error;
            }

            Assert.NotNull(first);
            return first.Cost;
        }
    }
}
