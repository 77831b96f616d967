using System.CommandLine;
using System.CommandLine.Parsing;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;

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
            CreatedBy = Operator.Name,
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
        TableOutput.Write(
            ["name", "role", "created", "expires", "last used", "revoked", "note"], (await keys.ListAsync(cancellationToken)).Select(Row));
        return 0;
    }

    private static string[] Row(ApiKey key) =>
    [
        key.Name, Format(key.Role), Operator.Format(key.CreatedAt, key.CreatedBy), $"{key.ExpiresAt:u}", $"{key.LastUsedAt:u}",
        Operator.Format(key.RevokedAt, key.RevokedBy), key.Note ?? "",
    ];

    private static async Task<int> RevokeAsync(ParseResult command, ApiKeys keys, CancellationToken cancellationToken)
    {
        var name = command.GetRequiredValue(Name);
        if (await keys.RevokeAsync(name, Operator.Name, cancellationToken) is null)
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

    private static string Format(Role role) => role.ToString().ToLowerInvariant();
}
