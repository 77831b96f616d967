using NewsApi.Content.Articles;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Articles;

public sealed class MentionStrengthTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task SQL_and_CSharp_agree_on_the_stronger_of_two_relations_in_either_order()
    {
        var relations = Enum.GetValues<MentionRelation>();
        foreach (var (a, b) in relations.SelectMany(a => relations.Select(b => (a, b))))
        {
            var sql = await database.ScalarAsync<int>($"select {MentionStrength.StrongerSql($"{(int)a}", $"{(int)b}")}");
            Assert.Equal((MentionStrength.Stronger(a, b), MentionStrength.Stronger(b, a)), ((MentionRelation)sql, (MentionRelation)sql));
        }

        Assert.Equal(MentionRelation.About, MentionStrength.Stronger(MentionRelation.Located, MentionRelation.About));
        Assert.Equal(MentionRelation.Located, MentionStrength.Stronger(MentionRelation.Located, MentionRelation.Mentions));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, 0, 0)]
    [InlineData(40, null, 40)]
    [InlineData(40, 70, 70)]
    [InlineData(70, 40, 70)]
    public async Task The_higher_relevance_is_the_result_of_greatest_in_SQL(int? a, int? b, int? higher)
    {
        Assert.Equal(higher, MentionStrength.Higher(a, b));
        Assert.Equal(higher ?? -1, await database.ScalarAsync<int>($"select coalesce(greatest({Sql(a)}, {Sql(b)}), -1)"));

        static string Sql(int? number) => number is { } n ? $"{n}" : "null::integer";
    }
}
