using NewsApi.Access;
using NewsApi.GraphQL.Execution;
using NewsApi.GraphQL.Persisted;
using NewsApi.Hosting;

namespace NewsApi.Doctor;

/// <summary>Checks of the settings, and of the files and addresses that they name.</summary>
internal static class SettingsChecks
{
    /// <returns>The settings, or null if a value is not allowed; and what was found.</returns>
    public static (Settings? Settings, IReadOnlyList<Finding> Findings) Run(IConfiguration configuration)
    {
        List<Finding> findings = [.. Settings.FindUnknown(configuration).Select(name => Finding.Warning(
            "settings", $"{name} is not a setting, so it has no effect", "Correct the name; the README lists all settings."))];
        Settings? settings = null;
        try
        {
            settings = Settings.Read(configuration);
            findings.Add(Finding.Fine("settings", "all values are allowed"));
        }
        catch (SettingsException e)
        {
            findings.Add(new Finding(Severity.Problem, "settings", e.Message));
        }

        return (settings, findings);
    }

    /// <summary>Checks the trusted documents of the operator's folder against the schema.</summary>
    public static async Task<Finding> CheckOperationsAsync(Settings settings, CancellationToken cancellationToken)
    {
        const string Subject = "persisted operations";
        var folder = settings.Bind<PersistedOptions>().Folder;
        if (folder == PersistedOptions.NoFolder)
        {
            return Finding.Fine(Subject, "no folder is set");
        }

        var (documents, problems) = DocumentFolder.Read(folder);
        using var check = new DocumentCheck();
        var invalid = 0;
        foreach (var document in documents)
        {
            invalid += (await check.CheckAsync(document, cancellationToken)).Errors.Count > 0 ? 1 : 0;
        }

        return invalid + problems.Count == 0
            ? Finding.Fine(Subject, $"{documents.Count} valid documents in {folder}")
            : Finding.Problem(
                Subject, $"{invalid} of {documents.Count} documents in {folder} are invalid, and {problems.Count} files cannot be read",
                $"`newsapi operations check {folder}` says what is wrong with each.");
    }

    /// <summary>Reads the keys of the issuer of tokens.</summary>
    public static async Task<Finding> CheckTokensAsync(Settings settings, CancellationToken cancellationToken)
    {
        const string Subject = "tokens";
        var tokens = settings.Bind<TokenOptions>();
        if (!tokens.IsOn)
        {
            return Finding.Fine(Subject, "not accepted; only API keys are");
        }

        var issuer = tokens.KeySet != TokenOptions.Off ? tokens.KeySet : tokens.Authority;
        try
        {
            var keys = (await TokenScheme.ReadKeysAsync(tokens, cancellationToken)).SigningKeys.Count;
            return keys > 0
                ? Finding.Fine(Subject, $"{keys} keys of {issuer}")
                : Finding.Problem(Subject, $"{issuer} has no keys for signatures", "Publish the public keys there.");
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Any failure, because the issuer is another program and may send anything.
            return Finding.Problem(
                Subject, $"the keys of {issuer} cannot be read: {(failure.InnerException ?? failure).Message.TrimEnd('.')}",
                "Correct NewsApi__Tokens__Authority or NewsApi__Tokens__KeySet, or let this machine reach the issuer.");
        }
    }
}
