using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using Xunit;

namespace NewsApi.Tests.Content.Reading.Conditions;

public sealed class ConditionTests
{
    private static readonly Condition A = Urgency(1);
    private static readonly Condition B = Urgency(2);
    private static readonly Condition C = Urgency(3);
    private static readonly Condition Nested = Condition.All([A, new Condition.Not(Condition.Either([B, new Condition.Not(C)]))]);

    [Fact]
    public void Leaves_are_the_conditions_below_and_or_and_not() =>
        Assert.Equal([A, B, C], Nested.Leaves().OrderBy(c => c.Key, StringComparer.Ordinal));

    [Fact]
    public void Any_tests_each_leaf_until_one_passes()
    {
        Assert.True(Nested.Any(leaf => leaf == C));
        Assert.False(Nested.Any(leaf => leaf == Urgency(4)));
        Assert.False(Condition.True.Any(_ => true));
    }

    [Fact]
    public void A_rewrite_replaces_leaves_and_leaves_an_unchanged_condition_alone()
    {
        Assert.Same(Nested, Nested.Rewrite(leaf => leaf));
        var rewritten = Nested.Rewrite(leaf => leaf == B ? A : leaf);
        Assert.Equal(Condition.All([A, new Condition.Not(Condition.Either([A, new Condition.Not(C)]))]).Key, rewritten.Key);
        Assert.Equal(A, Condition.All([A, B]).Rewrite(_ => A));
    }

    [Fact]
    public void A_fold_pushes_negation_down_to_the_leaves()
    {
        static string Text(Condition condition, bool negated) =>
            condition.Fold((leaf, not) => $"{(not ? "!" : "")}{((Condition.Compare)leaf).Value}", (parts, all) =>
                $"({string.Join(all ? "&" : "|", parts)})", negated);

        Assert.Equal("(1&(!2&3))", Text(Nested, negated: false));
        Assert.Equal("(!1|(2|!3))", Text(Nested, negated: true));
        Assert.Equal("()", Text(Condition.True, negated: false));
    }

    private static Condition.Compare Urgency(int value) => new(ContentTable.Article["Urgency"], Operators.Equal, value);
}
