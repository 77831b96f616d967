using System.CommandLine;

namespace NewsApi.Cli;

/// <summary><c>newsapi migrate</c>: applies pending migrations, as every start of the service does.</summary>
internal static class MigrateVerb
{
    public static Command Make()
    {
        var verb = new Command("migrate", "Apply the pending migrations to the database");
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
