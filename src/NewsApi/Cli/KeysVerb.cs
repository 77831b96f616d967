using System.CommandLine;
using NewsApi.Content.Access;
using Spectre.Console;

namespace NewsApi.Cli;

/// <summary><c>newsapi keys create|list|revoke</c>: who may do what.</summary>
internal static class KeysVerb
{
    private static readonly Argument<string> Name = new("name") { Description = "Who or what the key is for" };

    private static readonly Option<Role> RoleOption = new("--role")
    {
        Description = "reader: what is public; preview: drafts too; editor: writes; admin: everything",
        Required = true,
    };

    private static readonly Option<DateTimeOffset?> Expires = new("--expires") { Description = "From when on it opens nothing, such as 2027-01-01T00:00:00Z" };

    public static Command Make() => new("keys", "API keys: make, list, revoke")
    {
        Verb(new("create", "Make a key and show its secret, this once") { Name, RoleOption, Expires }, CreateAsync),
        Verb(new("list", "List the keys, without their secrets"), ListAsync),
        Verb(new("revoke", "Revoke a key: within seconds it opens nothing") { Name }, RevokeAsync),
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
        switch (await keys.CreateAsync(command.GetRequiredValue(Name), command.GetRequiredValue(RoleOption), command.GetValue(Expires), cancellationToken))
        {
            case CreatedKey.Created created:
                // On a line of its own and alone on standard output, so that a script can take it.
                await Console.Out.WriteLineAsync(created.Secret);
                await Console.Error.WriteLineAsync($"The key '{created.Key.Name}' may do what {created.Key.Role.ToString().ToLowerInvariant()}s do. Keep it: it is not shown again.");
                return 0;
            case CreatedKey.Refused refused:
                await Console.Error.WriteLineAsync(refused.Reason);
                return 1;
            default:
                throw new InvalidOperationException("There is no third outcome.");
        }
    }

    private static async Task<int> ListAsync(ParseResult command, ApiKeys keys, CancellationToken cancellationToken)
    {
        var table = new Table().AddColumns("name", "role", "made", "expires", "revoked");
        foreach (var key in await keys.ListAsync(cancellationToken))
        {
            table.AddRow(Markup.Escape(key.Name), key.Role.ToString().ToLowerInvariant(), $"{key.CreatedAt:u}", $"{key.ExpiresAt:u}", $"{key.RevokedAt:u}");
        }

        AnsiConsole.Write(table);
        return 0;
    }

    private static async Task<int> RevokeAsync(ParseResult command, ApiKeys keys, CancellationToken cancellationToken)
    {
        var name = command.GetRequiredValue(Name);
        if (await keys.RevokeAsync(name, cancellationToken) is null)
        {
            await Console.Error.WriteLineAsync($"There is no key '{name}' to revoke; newsapi keys list shows those there are.");
            return 1;
        }

        await Console.Out.WriteLineAsync($"'{name}' opens nothing any more; connections that it opened are closed within seconds.");
        return 0;
    }
}
