using System.CommandLine;

namespace NewsApi.Cli;

/// <summary><c>newsapi migrate</c>: brings the tables up to date, as every start of the service does too.</summary>
internal static class MigrateVerb
{
    public static Command Make()
    {
        var verb = new Command("migrate", "Apply the migrations that the database has not had yet");
        verb.SetAction((_, cancellationToken) => VerbDatabase.UseAsync(
            async (opened, cancellation) =>
            {
                var pending = await opened.Database.PendingMigrationsAsync(cancellation);
                await opened.Database.MigrateAsync(cancellation);
                foreach (var migration in pending)
                {
                    Console.WriteLine($"applied {migration}");
                }

                Console.WriteLine(pending.Count == 0 ? "nothing to apply" : $"{pending.Count} applied");
                return 0;
            },
            cancellationToken));
        return verb;
    }
}
