using System.CommandLine;
using NewsApi.GraphQL.Execution;
using NewsApi.GraphQL.Persisted;
using NewsApi.Hosting;

namespace NewsApi.Cli;

/// <summary>
/// <c>newsapi operations check FOLDER</c>: checks the documents of a folder against the schema of this version, without a database. A front
/// end's build runs it before a deployment, and an operator runs it before an upgrade of the service.
/// </summary>
internal static class OperationsVerb
{
    private static readonly Argument<string> Folder = new("folder")
    {
        Description = "A folder with .graphql files, or with manifests (.json) of Relay, Apollo or GraphQL Code Generator",
    };

    public static Command Make()
    {
        var check = new Command("check", "Check a folder of documents against the schema; exit code 1 if a document is invalid") { Folder };
        check.SetAction((command, cancellationToken) => CheckAsync(command.GetRequiredValue(Folder), cancellationToken));
        return new Command("operations", "Check persisted operations") { check };
    }

    private static async Task<int> CheckAsync(string folder, CancellationToken cancellationToken)
    {
        var (documents, problems) = DocumentFolder.Read(folder);
        foreach (var problem in problems)
        {
            await Console.Error.WriteLineAsync(problem);
        }

        if (documents.Count == 0)
        {
            throw new SettingsException($"The folder '{folder}' has no documents: no .graphql file, and no manifest (.json).");
        }

        var (invalid, outdated) = (0, 0);
        using var check = new DocumentCheck();
        foreach (var document in documents)
        {
            var result = await check.CheckAsync(document, cancellationToken);
            foreach (var error in result.Errors)
            {
                await Console.Out.WriteLineAsync($"{Describe(document)}: error: {error}");
            }

            foreach (var deprecation in result.Deprecations)
            {
                await Console.Out.WriteLineAsync($"{Describe(document)}: warning: {deprecation}");
            }

            invalid += result.Errors.Count > 0 ? 1 : 0;
            outdated += result.Deprecations.Count > 0 ? 1 : 0;
        }

        await Console.Out.WriteLineAsync(
            $"{documents.Count} documents: {documents.Count - invalid} valid ({outdated} with deprecated parts), {invalid} invalid");
        return invalid > 0 || problems.Count > 0 ? 1 : 0;
    }

    private static string Describe(TrustedDocument document) =>
        Path.GetFileNameWithoutExtension(document.File) == document.Id ? document.File : $"{document.File} [{document.Id}]";
}
