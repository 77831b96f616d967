using System.CommandLine;
using NewsApi.Hosting;

namespace NewsApi.Cli;

/// <summary><c>newsapi serve</c>: runs the service. A command line without a verb does the same.</summary>
internal static class ServeVerb
{
    public static Command Make()
    {
        var verb = new Command("serve", "Serve the API; accepts settings, such as --urls http://localhost:8080");
        MakeDefaultOf(verb);
        return verb;
    }

    /// <summary>
    /// Makes the command run the service if no verb is given. Each part of the command line that is not an option of the command counts as
    /// a setting.
    /// </summary>
    public static void MakeDefaultOf(Command command)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(ServeAsync);
    }

    private static async Task<int> ServeAsync(ParseResult command, CancellationToken cancellationToken)
    {
        if (FindFirstNonSetting(command.UnmatchedTokens) is { } unknown)
        {
            throw new SettingsException($"'{unknown}' is neither a verb nor a setting; newsapi --help lists the verbs.");
        }

        await using var service = await NewsService.StartAsync([.. command.UnmatchedTokens], cancellationToken);
        service.LogAddresses();
        await service.WaitForStopAsync(cancellationToken);
        return 0;
    }

    // .NET's configuration reads "--name value", "--name=value", "/name value" and "name=value", and ignores everything else.
    private static string? FindFirstNonSetting(IReadOnlyList<string> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Contains('=', StringComparison.Ordinal))
            {
                continue;
            }

            if (!tokens[i].StartsWith("--", StringComparison.Ordinal) && !tokens[i].StartsWith('/'))
            {
                return tokens[i];
            }

            i++;
            if (i == tokens.Count)
            {
                return tokens[^1];
            }
        }

        return null;
    }
}
