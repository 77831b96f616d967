using NewsApi.Content.Database;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Database;

public sealed class DatabasePoolsTests
{
    private const string Address = "Host=localhost;Database=news";

    [Theory]
    [InlineData("", 200, 10)]
    [InlineData(";Max Auto Prepare=0", 0, 10)]
    [InlineData(";MaxAutoPrepare=7;Maximum Pool Size=100", 7, 100)]
    [InlineData(";MaxPoolSize=4", 200, 4)]
    public async Task Values_of_the_operator_stay(string given, int prepared, int size)
    {
        await using var database = NewsDatabase.At(Address + given);
        var settings = new NpgsqlConnectionStringBuilder(database.Source.ConnectionString);
        Assert.Equal((prepared, size), (settings.MaxAutoPrepare, settings.MaxPoolSize));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(";Max Auto Prepare=50", 50)]
    public async Task Through_a_pooler_nothing_is_prepared_unless_the_operator_says_so(string given, int prepared)
    {
        await using var database = NewsDatabase.At(Address + given, Address);
        Assert.All([database.Source, database.Reading], pool =>
        {
            var settings = new NpgsqlConnectionStringBuilder(pool.ConnectionString);
            Assert.Equal((prepared, true, null), (settings.MaxAutoPrepare, settings.NoResetOnClose, settings.Options));
        });
        Assert.Equal(200, new NpgsqlConnectionStringBuilder(database.Wire.ConnectionString).MaxAutoPrepare);
    }
}
