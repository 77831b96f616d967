using System.CommandLine;
using NewsApi.Content.Linking;
using NewsApi.Following;
using NewsApi.Hosting;

namespace NewsApi.Cli;

/// <summary>
/// <c>newsapi follow SOURCE…</c>: imports what feeds publish and what other programs drop into folders, until Ctrl-C. No failure of a
/// source ends it.
/// </summary>
internal static class FollowVerb
{
    private const string Obey = "obey";
    private const string Ignore = "ignore";

    private static readonly TimeSpan FeedInterval = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan FolderInterval = TimeSpan.FromSeconds(5);

    private static readonly Argument<string[]> Sources = new("source")
    {
        Description = "Addresses (http:// or https://) of feeds and documents, and folders; the files of a folder are moved into its "
            + "folder done, or failed with the reasons beside them",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<TimeSpan?> Every = new("--every")
    {
        Description = "The shortest time between two requests for a feed, and between two looks into a folder, such as 30s, 15m or 2h; "
            + "without it, 15m and 5s. Feeds and servers may ask for more",
        CustomParser = DurationArgument.Parse,
    };

    private static readonly Option<bool> Once = new("--once")
    {
        Description = "Take what is there and is due, and end: for cron. The exit code is 1 if anything failed",
    };

    private static readonly Option<string> Robots = new("--robots")
    {
        Description = "Obey or ignore the robots.txt of the servers",
        DefaultValueFactory = _ => Obey,
    };

    private static readonly Option<string?> FormatName = FormatOption.Make(
        "The format of all documents; without it, the format of each document is detected, but pages need --format page",
        forOperators: false);

    private static readonly Option<bool> Strict = new("--strict")
    {
        Description = "Reject items that violate their standard; otherwise violations are warnings",
    };

    public static Command Make()
    {
        Robots.AcceptOnlyFromAmong(Obey, Ignore);
        Sources.Validators.Add(result =>
        {
            foreach (var source in result.Tokens.Select(token => token.Value))
            {
                if (FindMistake(source) is { } mistake)
                {
                    result.AddError(mistake);
                }
            }
        });
        var verb = new Command("follow", "Import what feeds publish and what is dropped into folders, until Ctrl-C")
        {
            Sources, Every, Once, Robots, FormatName, Strict,
        };
        verb.SetAction((command, cancellationToken) => VerbDatabase.UseAsync(
            (opened, settings, cancellation) => FollowAsync(command, opened, settings, cancellation), cancellationToken));
        return verb;
    }

    private static string? FindMistake(string source) =>
        source.StartsWith('-') ? $"There is no option '{source}'; for a folder of that name write ./{source}"
        : FeedAddress.IsAddress(source)
            ? FeedAddress.TryParse(source) is null ? $"'{source}' is not an http:// or https:// address" : null
        : Directory.Exists(source) ? null : $"'{source}' is neither an http:// or https:// address nor a folder";

    private static async Task<int> FollowAsync(
        ParseResult command, DatabaseStartup opened, Settings settings, CancellationToken cancellationToken)
    {
        await opened.Database.MigrateAsync(cancellationToken);
        opened.KeepRunning(() => cancellationToken.IsCancellationRequested);
        var (options, time) = (settings.Bind<FollowOptions>(), TimeProvider.System);
        using var names = new NameIndexSource(opened.Database);
        using var fetcher = new FeedFetcher(options, time);
        using var turns = new SemaphoreSlim(options.MaxConcurrent);
        var log = new FollowLog(Console.Out, Console.Error, time);
        var import = new FollowedImport(
            opened.Database, settings.Bind<LinkingOptions>().Enabled ? new ArticleLinker(names) : null,
            FormatOption.FormatsOf(command, FormatName), command.GetValue(Strict), log);
        var robots = command.GetValue(Robots) == Obey ? new RobotsCheck(fetcher, options, time) : null;
        var once = command.GetValue(Once);
        var every = command.GetValue(Every);

        // With --once, cron decides when to ask; what the server asks for counts all the same.
        var schedule = new FeedSchedule(options, every ?? (once ? TimeSpan.Zero : FeedInterval), Random.Shared.NextDouble);
        var sources = command.GetRequiredValue(Sources).Distinct().ToArray();
        FeedFollower[] feeds =
        [
            .. sources.Where(FeedAddress.IsAddress).Select(FeedAddress.TryParse).OfType<FeedAddress>().Select(address => new FeedFollower(
                new FeedPoll(address, opened.Database, fetcher, robots, schedule, import, options, log, time),
                address.Url.AbsoluteUri, turns, schedule, log, time)),
        ];
        FolderFollower[] folders =
            [.. sources.Where(source => !FeedAddress.IsAddress(source))
                .Select(source => new FolderFollower(Open(source, time), import, options, log, time))];
        if (once)
        {
            var results = await Task.WhenAll(
                [.. feeds.Select(feed => feed.RunOnceAsync(cancellationToken)), .. folders.Select(f => f.RunOnceAsync(cancellationToken))]);
            return results.All(succeeded => succeeded) ? 0 : 1;
        }

        log.Change($"following {feeds.Length} feeds and {folders.Length} folders; Ctrl-C ends");
        try
        {
            await Task.WhenAll(
                [.. feeds.Select(feed => feed.RunAsync(cancellationToken)),
                    .. folders.Select(folder => folder.RunAsync(every ?? FolderInterval, cancellationToken))]);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how following ends.
        }

        return 0;
    }

    private static DropFolder Open(string folder, TimeProvider time)
    {
        try
        {
            return new DropFolder(folder, time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The folder '{folder}' needs folders named done and failed, which cannot be made: {e.Message}");
        }
    }
}
