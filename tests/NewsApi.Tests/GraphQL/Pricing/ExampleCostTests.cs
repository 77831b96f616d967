using System.Text.RegularExpressions;
using NewsApi.GraphQL.Loading;
using NewsApi.Tests.House;
using Xunit;

namespace NewsApi.Tests.GraphQL.Pricing;

/// <summary>The operations of the documentation and of the front-ends cost a small part of what is allowed.</summary>
public sealed partial class ExampleCostTests(ITestOutputHelper output)
{
    /// <summary>The limits are at least this many times the cost of an example.</summary>
    private const double Margin = 4;

    [Fact]
    public async Task Every_published_operation_and_the_first_document_of_the_IDE_have_a_wide_margin()
    {
        var options = new OperationOptions();
        string[] files =
        [
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "schema", "operations"), "*.graphql"),
            Path.Combine(Repository.Root, "src", "NewsApi", "Ide", "welcome.graphql"),
        ];
        Assert.True(files.Length > 5);
        foreach (var file in files)
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            foreach (Match operation in Operation().Matches(text))
            {
                var name = operation.Groups["name"].Value;
                // A variable that must have a value gets an id or the largest page, which is the dearest.
                var variables = Required().Matches(operation.Value).ToDictionary(
                    v => v.Groups["name"].Value, v => v.Groups["type"].Value switch
                    {
                        "Int" => (object)50,
                        "SuggestionKind" => "PERSON",
                        _ => "a",
                    });
                var cost = await CostOf.DocumentAsync(text, variables, name.Length > 0 ? name : null);
                output.WriteLine($"{Path.GetFileName(file)} {name}: {cost}");
                Assert.True(cost.Field * Margin <= options.MaxFieldCost && cost.Type * Margin <= options.MaxTypeCost, $"{file}: {cost}");
            }
        }
    }

    [GeneratedRegex(@"^(?:query|subscription|mutation)\s*(?<name>\w*)\s*(?:\([^)]*\))?", RegexOptions.Multiline)]
    private static partial Regex Operation();

    [GeneratedRegex(@"\$(?<name>\w+):\s*\[?(?<type>\w+)!\]?")]
    private static partial Regex Required();
}
