using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Subscriptions;

/// <summary>PostgreSQL cannot read articles for some time.</summary>
public sealed class FailingStreamTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Break =
        """
        create function out_of_memory() returns boolean language plpgsql as $$ begin raise sqlstate '53200'; end $$;
        alter table article rename to kept;
        create view article as select * from kept where out_of_memory();
        """;

    private const string Mend = "drop view article; alter table kept rename to article; drop function out_of_memory()";

    [Fact]
    public async Task An_event_that_cannot_be_read_counts_as_one_failed_operation_and_is_delivered_later()
    {
        var begin = server.Service.Services.GetRequiredService<NewsWire>().Head.ToString();
        await server.PublishAsync(await server.CreateAsync("Read later", "Outages"));
        var incidents = server.Service.Services.GetRequiredService<DatabaseIncidents>();
        await server.Database.ExecuteAsync(Break);
        using var log = new StatementLog(server.Database);
        using var stream = await server.SubscribeAsync("Outages", begin);

        await Poll.UntilAsync(() => log.RoundTrips.Count(sql => sql.Contains("article", StringComparison.Ordinal)) > 3);

        Assert.Equal([DatabaseFailureKind.Overloaded], incidents.Open);
        Assert.Equal(1, incidents.FailedOperations);
        await server.Database.ExecuteAsync(Mend);
        Assert.Equal("Read later", (await stream.NextAsync())!.Data.GetProperty("article").GetProperty("headline").GetString());
    }
}
