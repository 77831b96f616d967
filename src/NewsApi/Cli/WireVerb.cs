using System.CommandLine;
using NewsApi.Content.Wire;

namespace NewsApi.Cli;

/// <summary><c>newsapi wire reset</c>: after a restore from a backup, so that old cursors are refused instead of skipping events.</summary>
internal static class WireVerb
{
    public static Command Make()
    {
        var reset = new Command("reset", "Begin a new epoch after a restore from a backup: cursors from before are refused and never skip events in silence");
        reset.SetAction((_, cancellationToken) => VerbDatabase.UseAsync(
            async (opened, cancellation) =>
            {
                var begin = await WireEpoch.BeginAsync(opened.Database, cancellation);
                Console.WriteLine($"the change log goes on at {begin}; cursors from before are refused");
                return 0;
            },
            cancellationToken));
        return new Command("wire", "The change log") { reset };
    }
}
