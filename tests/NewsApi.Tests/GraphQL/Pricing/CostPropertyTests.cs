using CsCheck;
using Xunit;

namespace NewsApi.Tests.GraphQL.Pricing;

/// <summary>Properties of the cost of random selections.</summary>
public sealed class CostPropertyTests
{
    private const int Documents = 100;

    [Fact]
    public async Task The_spelling_of_a_document_does_not_change_its_cost() => await SampledSelection.Generator.SampleAsync(
        async selection =>
        {
            var literal = await CostOf.DocumentAsync(selection.Write(Spelling.Literals));
            Assert.Equal(literal, await CostOf.DocumentAsync(selection.Write(Spelling.InlineFragments)));
            Assert.Equal(literal, await CostOf.DocumentAsync(selection.Write(Spelling.Spreads)));
            Assert.Equal(literal, await CostOf.DocumentAsync(selection.Write(Spelling.Variables), selection.Variables));
        },
        iter: Documents);

    [Fact]
    public async Task A_fragment_that_pages_of_different_sizes_share_costs_as_much_as_its_fields_in_each_place() =>
        await SharedFragments.Generator.SampleAsync(
            async shared =>
            {
                var inlined = await CostOf.DocumentAsync(shared.Write(Spelling.Literals));
                Assert.Equal(inlined, await CostOf.DocumentAsync(shared.Write(Spelling.Spreads)));
                Assert.Equal(inlined, await CostOf.DocumentAsync(shared.Write(Spelling.Variables), shared.Variables));
            },
            iter: Documents);

    [Fact]
    public async Task One_more_field_or_a_larger_page_never_costs_less() => await Gen.Select(
        SampledSelection.Generator, SampledSelection.Generator).SampleAsync(
        async (selection, other) =>
        {
            var cost = await CostOf.DocumentAsync(selection.Write(Spelling.Literals));
            foreach (var more in new[] { selection.With(other), selection.WithLargerPages() })
            {
                var larger = await CostOf.DocumentAsync(more.Write(Spelling.Literals));
                Assert.True(
                    larger.Field >= cost.Field && larger.Type >= cost.Type,
                    $"{more.Write(Spelling.Literals)}\ncosts {larger}, but\n{selection.Write(Spelling.Literals)}\ncosts {cost}");
            }
        },
        iter: Documents);
}
