using System.Globalization;
using NewsApi.Tests.Support;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestMethodOrderer(typeof(SameOrderEverywhere))]

namespace NewsApi.Tests.Support;

/// <summary>
/// The tests of a class by their names. The runner's own order follows from the folder the project lies in, so tests that lean on
/// each other pass in one clone and fail in the next. <c>NEWSAPI_TEST_ORDER</c>, a number, shuffles them to find such tests.
/// </summary>
public sealed class SameOrderEverywhere : ITestMethodOrderer
{
    public IReadOnlyCollection<TMethod?> OrderTestMethods<TMethod>(IReadOnlyCollection<TMethod?> testMethods)
        where TMethod : notnull, ITestMethod
    {
        TMethod?[] byName = [.. testMethods.OrderBy(m => m?.MethodName, StringComparer.Ordinal)];
        if (Environment.GetEnvironmentVariable("NEWSAPI_TEST_ORDER") is { Length: > 0 } seed)
        {
            new Random(int.Parse(seed, CultureInfo.InvariantCulture)).Shuffle(byName);
        }

        return byName;
    }
}
