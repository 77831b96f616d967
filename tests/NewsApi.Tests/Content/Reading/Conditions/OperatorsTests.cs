using NewsApi.Content.Articles;
using NewsApi.Content.Matching.Facts;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Tests.GraphQL.Filtering;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Reading.Conditions;

public sealed class OperatorsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    /// <summary>An operator that the service does not have: it is declared here, and nowhere else.</summary>
    private static readonly Operator HasLength = new()
    {
        Name = "hasLength",
        Description = "Has as many characters.",
        NegatedName = "nhasLength",
        NegatedDescription = "Has more or fewer characters.",
        AppliesTo = OperandKinds.Text,
        Sql = (sql, _, column, length) => $"length({column}) = {sql.AddParameter(length)}",
        Holds = length => text => ((string)text).EnumerateRunes().Count() == (int)length,
    };

    [Fact]
    public void Names_of_operators_are_unique_and_each_operator_has_a_description()
    {
        string[] names = [.. Operators.All.SelectMany(o => new[] { o.Name, o.NegatedName })];
        Assert.Equal(names, names.Distinct(StringComparer.Ordinal));
        Assert.All(Operators.All.SelectMany(o => new[] { o.Description, o.NegatedDescription }), text =>
            Assert.EndsWith(".", text, StringComparison.Ordinal));
        Assert.All(Operators.All, o => Assert.NotEqual(OperandKinds.None, o.AppliesTo));
    }

    [Fact]
    public void Every_operator_is_in_the_schema_for_each_kind_of_field_that_it_applies_to()
    {
        var scalars = ReadFilters.Types.Values.SelectMany(t => t.Filters).OfType<NewsApi.GraphQL.Declaring.FilterScalar>().ToArray();
        Assert.All(Operators.All, op => Assert.All(
            scalars.Where(s => op.AppliesTo.HasFlag(s.IsId ? OperandKinds.Choice : Operators.KindOf(s.Field.Type))),
            scalar => Assert.Equal([op.Name, op.NegatedName], scalar.Operators.Where(o => o.Operator == op).Select(o => o.Name))));
    }

    [Fact]
    public async Task An_operator_works_in_SQL_and_in_matching_with_one_declaration()
    {
        await database.ExecuteAsync("truncate article cascade");
        await database.StoreAsync(Some.PublicArticle("four"), Some.PublicArticle("👩🚀!?"), Some.PublicArticle("three"));
        var list = TestLists.Of(ContentTable.Article, "Headline").List();
        foreach (var length in new object?[] { 4, 5, 7, null })
        {
            Condition where = new Condition.Compare(ContentTable.Article["Headline"], HasLength, length);
            foreach (var condition in new[] { where, new Condition.Not(where) })
            {
                var bySql = (await database.ReadAsync(list with { Where = condition })).Ids();
                var all = await database.ReadAsync(list);
                var match = new ConditionMatch(condition);
                Assert.Equal(bySql, all.Rows.Where(r => match.Evaluate(Facts(r)) == true).Select(r => r.Id));
            }
        }
    }

    private static ChangeFacts Facts(Row article) => new()
    {
        Id = article.Id,
        Uri = "urn:1",
        Slug = "one",
        Version = 1,
        WordCount = 1,
        Content = new() { Headline = article.Headline() ?? "", Language = "en" },
        PublishedAt = Some.Moment,
        UpdatedAt = Some.Moment,
        Mentions = [],
    };
}
