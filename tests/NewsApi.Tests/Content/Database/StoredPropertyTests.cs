using Microsoft.EntityFrameworkCore;
using NewsApi.Content.Database;
using NewsApi.Content.Reading;
using Xunit;

namespace NewsApi.Tests.Content.Database;

/// <summary>What reading takes from the types is what EF's model takes from them.</summary>
public sealed class StoredPropertyTests
{
    private static readonly ContentTable[] Tables =
        [ContentTable.Article, ContentTable.Person, ContentTable.Place, ContentTable.Topic, ContentTable.Mention, ContentTable.Version];

    public static TheoryData<string> Names { get; } = new(Tables.Select(t => t.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Tables_and_columns_are_those_of_the_model(string name)
    {
        using var db = new NewsDbContext(new DbContextOptionsBuilder<NewsDbContext>().UseNpgsql("Host=localhost").Options);
        var type = db.Model.GetEntityTypes().Single(t => t.ClrType.Name == name);
        var properties = type.GetProperties().Concat(type.GetComplexProperties().SelectMany(c => c.ComplexType.GetProperties()));
        Assert.Equal(
            InOrder(properties.Select(p => new StoredProperty(p.Name, p.GetColumnName(), p.ClrType, p.IsNullable))),
            InOrder(StoredProperty.Of(type.ClrType)));
        Assert.Equal(type.GetTableName(), Tables.Single(t => t.Name == name).Sql);
    }

    private static IEnumerable<StoredProperty> InOrder(IEnumerable<StoredProperty> properties) =>
        properties.OrderBy(p => p.Name, StringComparer.Ordinal);
}
