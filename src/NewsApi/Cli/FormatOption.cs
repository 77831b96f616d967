using System.CommandLine;
using NewsApi.Formats;
using NewsApi.Formats.Documents;

namespace NewsApi.Cli;

/// <summary>The option <c>--format</c> of the verbs that import.</summary>
internal static class FormatOption
{
    private static IEnumerable<string> Names => KnownFormats.All.Select(format => format.Name);

    /// <param name="description">What the option does for the verb.</param>
    public static Option<string?> Make(string description)
    {
        var option = new Option<string?>("--format") { Description = description };
        option.Validators.Add(result =>
        {
            var name = result.Tokens.Single().Value;
            if (!Names.Contains(name))
            {
                result.AddError($"'{name}' is not a format; the formats are {string.Join(", ", Names)}.");
            }
        });
        option.CompletionSources.Add([.. Names]);
        return option;
    }

    /// <summary>The formats that documents may have: the one that the user names, or all that are detected.</summary>
    public static IReadOnlyList<Format> FormatsOf(ParseResult command, Option<string?> option) => command.GetValue(option) is { } name
        ? [.. KnownFormats.All.Where(format => format.Name == name)]
        : KnownFormats.Detected;
}
