using System.CommandLine;
using NewsApi.Content.Wire;

namespace NewsApi.Cli;

/// <summary>
/// <c>newsapi wire reset</c>: begins a new epoch after a restore from a backup, so that older cursors are rejected. Without a new epoch,
/// clients with older cursors would silently miss events.
/// </summary>
internal static class WireVerb
{
    public static Command Make()
    {
        var reset = new Command("reset",
            "Begin a new epoch after a restore from a backup, so that clients with older cursors do not silently miss events");
        reset.SetAction((_, cancellationToken) => VerbDatabase.UseAsync(
            async (opened, cancellation) =>
            {
                var begin = await WireEpoch.BeginAsync(opened.Database, cancellation);
                Console.WriteLine($"the change log continues at {begin}; older cursors are rejected");
                return 0;
            },
            cancellationToken));
        return new Command("wire", "Maintain the change log") { reset };
    }
}
