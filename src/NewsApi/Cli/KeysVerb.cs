using System.CommandLine;
using System.CommandLine.Parsing;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using Spectre.Console;

namespace NewsApi.Cli;

/// <summary><c>newsapi keys create|list|revoke</c>: creates, lists and revokes API keys.</summary>
internal static class KeysVerb
{
    private static readonly Argument<string> Name = new("name") { Description = "The person or program that uses the key" };

    private static readonly Option<Role> RoleOption = new("--role")
    {
        Description = "reader: reads public content; preview: reads drafts too; editor: writes; admin: everything",
        Required = true,
        CustomParser = ParseRole,
    };

    private static readonly Option<DateTimeOffset?> Expires = new("--expires")
    {
        Description = "When the key expires, such as 2027-01-01T00:00:00Z",
        CustomParser = TimeArgument.Parse,
    };

    private static readonly Option<string?> Note = new("--note") { Description = "A note, such as who looks after the key" };

    /// <summary>The longest line, in characters, where the output is not a terminal.</summary>
    private const int RedirectedWidth = 1000;

    /// <summary>The user of the operating system and the host, as they are stored with a key.</summary>
    private static string Actor => $"{Environment.UserName}@{Environment.MachineName}";

    public static Command Make() => new("keys", "Create, list and revoke API keys")
    {
        Verb(new("create", "Create a key and print its secret, which is not shown again") { Name, RoleOption, Expires, Note }, CreateAsync),
        Verb(new("list", "List the keys: who created, used and revoked them, without their secrets"), ListAsync),
        Verb(new("revoke", "Revoke a key; it becomes invalid within seconds") { Name }, RevokeAsync),
    };

    private static Command Verb(Command verb, Func<ParseResult, ApiKeys, CancellationToken, Task<int>> run)
    {
        verb.SetAction((command, cancellationToken) => VerbDatabase.UseAsync(
            async (opened, cancellation) =>
            {
                await opened.Database.MigrateAsync(cancellation);
                return await run(command, new ApiKeys(opened.Database, TimeProvider.System), cancellation);
            },
            cancellationToken));
        return verb;
    }

    private static async Task<int> CreateAsync(ParseResult command, ApiKeys keys, CancellationToken cancellationToken)
    {
        var draft = new KeyDraft(command.GetRequiredValue(Name), command.GetRequiredValue(RoleOption), command.GetValue(Expires))
        {
            Note = command.GetValue(Note),
            CreatedBy = Actor,
        };
        switch (await keys.CreateAsync(draft, cancellationToken))
        {
            case CreatedKey.Created created:
                // The secret is alone on standard output, so that a script can read it.
                await Console.Out.WriteLineAsync(created.Secret);
                await Console.Error.WriteLineAsync(
                    $"The key '{created.Key.Name}' has the role {Format(created.Key.Role)}. Store the secret: it is not shown again.");
                return 0;
            case CreatedKey.Rejected rejected:
                await Console.Error.WriteLineAsync(rejected.Reason);
                return 1;
            default:
                throw new InvalidOperationException("There is no other outcome.");
        }
    }

    private static async Task<int> ListAsync(ParseResult command, ApiKeys keys, CancellationToken cancellationToken)
    {
        if (Console.IsOutputRedirected)
        {
            // A file or program gets one line for each key.
            AnsiConsole.Profile.Width = RedirectedWidth;
        }

        var table = new Table().AddColumns("name", "role", "created", "expires", "last used", "revoked", "note");
        foreach (var key in await keys.ListAsync(cancellationToken))
        {
            table.AddRow(
                Markup.Escape(key.Name), Format(key.Role), Format(key.CreatedAt, key.CreatedBy), $"{key.ExpiresAt:u}",
                $"{key.LastUsedAt:u}", Format(key.RevokedAt, key.RevokedBy), Markup.Escape(key.Note ?? ""));
        }

        AnsiConsole.Write(table);
        return 0;
    }

    private static async Task<int> RevokeAsync(ParseResult command, ApiKeys keys, CancellationToken cancellationToken)
    {
        var name = command.GetRequiredValue(Name);
        if (await keys.RevokeAsync(name, Actor, cancellationToken) is null)
        {
            await Console.Error.WriteLineAsync($"There is no valid key '{name}'; newsapi keys list prints all keys.");
            return 1;
        }

        await Console.Out.WriteLineAsync($"The key '{name}' is revoked; its connections are closed within seconds.");
        return 0;
    }

    private static Role ParseRole(ArgumentResult result)
    {
        var name = result.Tokens.Single().Value;
        var role = Array.Find(Enum.GetValues<Role>(), r => Format(r).Equals(name, StringComparison.OrdinalIgnoreCase));
        if (Format(role).Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            return role;
        }

        result.AddError($"'{name}' is not a role; the roles are {string.Join(", ", Enum.GetValues<Role>().Select(Format))}.");
        return default;
    }

    private static string Format(DateTimeOffset? at, string? by) => Markup.Escape(by is null ? $"{at:u}" : $"{at:u} by {by}");

    private static string Format(Role role) => role.ToString().ToLowerInvariant();
}
