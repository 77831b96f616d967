using System.CommandLine;

namespace NewsApi.Cli;

/// <summary><c>newsapi import PATH…</c>.</summary>
internal static class ImportVerb
{
    public static Command Make()
    {
        var paths = new Argument<string[]>("path") { Description = "Files, folders, or - for standard input", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string?>("--format") { Description = "The format of every file; detected where it is not given" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change, and change nothing" };
        var strict = new Option<bool>("--strict") { Description = "Refuse items with properties their standard does not know" };
        return new Command("import", "Bring news items and gazetteers in") { paths, format, dryRun, strict };
    }
}
