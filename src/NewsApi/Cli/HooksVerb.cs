using System.CommandLine;
using System.Globalization;
using NewsApi.Content.Webhooks;
using Spectre.Console;

namespace NewsApi.Cli;

/// <summary><c>newsapi hooks add|list|remove</c>: adds, lists and removes webhooks, which are sent the tags of changed content.</summary>
internal static class HooksVerb
{
    private static readonly Argument<string> Url = new("url") { Description = "The https:// or http:// URL to send announcements to" };

    private static readonly Argument<long> Id = new("id") { Description = "The number of the webhook, as newsapi hooks list prints it" };

    private static readonly Option<string?> Note = new("--note") { Description = "A note, such as who looks after the receiver" };

    /// <summary>The longest line, in characters, where the output is not a terminal.</summary>
    private const int RedirectedWidth = 1000;

    /// <summary>The user of the operating system and the host, as they are stored with a webhook.</summary>
    private static string Actor => $"{Environment.UserName}@{Environment.MachineName}";

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
        switch (await webhooks.AddAsync(command.GetRequiredValue(Url), command.GetValue(Note), Actor, cancellationToken))
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
        if (Console.IsOutputRedirected)
        {
            // A file or program gets one line for each webhook.
            AnsiConsole.Profile.Width = RedirectedWidth;
        }

        var table = new Table().AddColumns("id", "url", "created", "accepted", "changes behind", "failing", "removed", "note");
        foreach (var webhook in await webhooks.ListAsync(cancellationToken))
        {
            table.AddRow(
                webhook.Id.ToString(CultureInfo.InvariantCulture), Markup.Escape(webhook.Url),
                Format(webhook.CreatedAt, webhook.CreatedBy), $"{webhook.AcceptedAt:u}",
                webhook.RemovedAt is null ? webhook.ChangesBehind.ToString("N0", CultureInfo.InvariantCulture) : "",
                webhook.FailingSince is { } since ? Markup.Escape($"since {since:u}: {webhook.LastFailure}") : "",
                Format(webhook.RemovedAt, webhook.RemovedBy), Markup.Escape(webhook.Note ?? ""));
        }

        AnsiConsole.Write(table);
        return 0;
    }

    private static async Task<int> RemoveAsync(ParseResult command, WebhookStore webhooks, CancellationToken cancellationToken)
    {
        var id = command.GetRequiredValue(Id);
        if (!await webhooks.RemoveAsync(id, Actor, cancellationToken))
        {
            await Console.Error.WriteLineAsync($"There is no webhook {id}; newsapi hooks list prints all webhooks.");
            return 1;
        }

        await Console.Out.WriteLineAsync($"Webhook {id} is removed and its secret deleted; sending to it ends within seconds.");
        return 0;
    }

    private static string Format(DateTimeOffset? at, string? by) => Markup.Escape(by is null ? $"{at:u}" : $"{at:u} by {by}");
}
