using NewsApi.Tests.Host.Hostile;
using Xunit;

namespace NewsApi.Tests.Host;

/// <summary>
/// Each hostile request gets its documented answer, which shows nothing of the service's inside and repeats the request at most in part.
/// Nothing is logged as an error, and the service still serves an honest client.
/// </summary>
public sealed class HostileInputTests(HostileService service) : IClassFixture<HostileService>
{
    private static readonly Dictionary<string, HostileCase> ByName = HostileCases.All.ToDictionary(c => c.ToString());

    public static TheoryData<string> Names { get; } = new(ByName.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_hostile_request_gets_its_documented_answer(string name)
    {
        // Not Assert.Null, which shortens what it shows.
        var fault = await service.FindFaultAsync(ByName[name]);
        Assert.True(fault is null, fault);
    }
}
