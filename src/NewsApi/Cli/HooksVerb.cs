using System.CommandLine;
using System.Globalization;
using NewsApi.Content.Webhooks;

namespace NewsApi.Cli;

/// <summary><c>newsapi hooks add|list|remove</c>: adds, lists and removes webhooks, which are sent the tags of changed content.</summary>
internal static class HooksVerb
{
    private static readonly Argument<string> Url = new("url") { Description = "The https:// or http:// URL to send announcements to" };

    private static readonly Argument<long> Id = new("id") { Description = "The number of the webhook, as newsapi hooks list prints it" };

    private static readonly Option<string?> Note = new("--note") { Description = "A note, such as who looks after the receiver" };

    public static Command Make() => new("hooks", "Add, list and remove webhooks, which are sent the tags of changed content")
    {
        Verb(new("add", "Add a webhook and print its secret, which is not shown again") { Url, Note }, AddAsync),
        Verb(new("list", "List the webhooks: what each has accepted, and since when it fails, without secrets"), ListAsync),
        Verb(new("remove", "Remove a webhook and delete its secret") { Id }, RemoveAsync),
    };

    private static Command Verb(Command verb, Func<ParseResult, WebhookStore, CancellationToken, Task<int>> run)
    {
        verb.SetAction((command, cancellationToken) => VerbDatabase.UseAsync(
            async (opened, cancellation) =>
            {
                await opened.Database.MigrateAsync(cancellation);
                return await run(command, new WebhookStore(opened.Database), cancellation);
            },
            cancellationToken));
        return verb;
    }

    private static async Task<int> AddAsync(ParseResult command, WebhookStore webhooks, CancellationToken cancellationToken)
    {
        switch (await webhooks.AddAsync(command.GetRequiredValue(Url), command.GetValue(Note), Operator.Name, cancellationToken))
        {
            case AddedWebhook.Added added:
                // The secret is alone on standard output, so that a script can read it.
                await Console.Out.WriteLineAsync(added.Secret);
                await Console.Error.WriteLineAsync(
                    $"Webhook {added.Id} gets the changes from now on. Give its receiver the secret: it is not shown again.");
                return 0;
            case AddedWebhook.Rejected rejected:
                await Console.Error.WriteLineAsync(rejected.Reason);
                return 1;
            default:
                throw new InvalidOperationException("There is no other outcome.");
        }
    }

    private static async Task<int> ListAsync(ParseResult command, WebhookStore webhooks, CancellationToken cancellationToken)
    {
        TableOutput.Write(
            ["id", "url", "created", "accepted", "changes behind", "failing", "removed", "note"],
            (await webhooks.ListAsync(cancellationToken)).Select(Row));
        return 0;
    }

    private static string[] Row(Webhook webhook) =>
    [
        webhook.Id.ToString(CultureInfo.InvariantCulture), webhook.Url, Operator.Format(webhook.CreatedAt, webhook.CreatedBy),
        $"{webhook.AcceptedAt:u}", webhook.RemovedAt is null ? webhook.ChangesBehind.ToString("N0", CultureInfo.InvariantCulture) : "",
        webhook.FailingSince is { } since ? $"since {since:u}: {webhook.LastFailure}" : "",
        Operator.Format(webhook.RemovedAt, webhook.RemovedBy), webhook.Note ?? "",
    ];

    private static async Task<int> RemoveAsync(ParseResult command, WebhookStore webhooks, CancellationToken cancellationToken)
    {
        var id = command.GetRequiredValue(Id);
        if (!await webhooks.RemoveAsync(id, Operator.Name, cancellationToken))
        {
            await Console.Error.WriteLineAsync($"There is no webhook {id}; newsapi hooks list prints all webhooks.");
            return 1;
        }

        await Console.Out.WriteLineAsync($"Webhook {id} is removed and its secret deleted; sending to it ends within seconds.");
        return 0;
    }
}
