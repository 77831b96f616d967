using System.CommandLine;
using NewsApi.Formats;
using NewsApi.Formats.Documents;

namespace NewsApi.Cli;

/// <summary>The option <c>--format</c> of the verbs that import.</summary>
internal static class FormatOption
{
    /// <param name="description">What the option does for the verb.</param>
    /// <param name="forOperators">True if the documents are the operator's own, and not of others.</param>
    public static Option<string?> Make(string description, bool forOperators)
    {
        string[] names = [.. KnownFormats.All.Where(format => forOperators || !format.IsForOperators).Select(format => format.Name)];
        var option = new Option<string?>("--format") { Description = description };
        option.Validators.Add(result =>
        {
            var name = result.Tokens.Single().Value;
            if (!names.Contains(name))
            {
                result.AddError($"'{name}' is not a format; the formats are {string.Join(", ", names)}.");
            }
        });
        option.CompletionSources.Add(names);
        return option;
    }

    /// <summary>The formats that documents may have: the one that the user names, or all that are detected.</summary>
    public static IReadOnlyList<Format> FormatsOf(ParseResult command, Option<string?> option) => command.GetValue(option) is { } name
        ? [.. KnownFormats.All.Where(format => format.Name == name)]
        : KnownFormats.Detected;
}
