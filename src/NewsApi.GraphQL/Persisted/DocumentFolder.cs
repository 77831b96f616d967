namespace NewsApi.GraphQL.Persisted;

/// <summary>
/// The trusted documents in a folder. Files in folders below it are not read. A file <c>NAME.graphql</c> (or <c>.gql</c>) is a document
/// with the id NAME. A file <c>NAME.json</c> is a <see cref="DocumentManifest"/>.
/// </summary>
/// <param name="Documents">The documents, in the order of their files' names.</param>
/// <param name="Problems">A sentence for each file that cannot be read and for each id that occurs twice.</param>
public sealed record DocumentFolder(IReadOnlyList<TrustedDocument> Documents, IReadOnlyList<string> Problems)
{
    private static readonly string[] Extensions = [".graphql", ".gql", ".json"];

    /// <summary>Reads the folder. A file that cannot be read becomes a problem, and the other files are read.</summary>
    public static DocumentFolder Read(string folder)
    {
        var documents = new Dictionary<string, TrustedDocument>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var path in FindFiles(folder, problems))
        {
            foreach (var document in ReadFile(path, problems))
            {
                if (!documents.TryAdd(document.Id, document) && documents[document.Id].Text != document.Text)
                {
                    problems.Add(
                        $"{document.File}: the id `{document.Id}` has another document in {documents[document.Id].File}; rename one.");
                }
            }
        }

        return new DocumentFolder([.. documents.Values], problems);
    }

    private static IEnumerable<string> FindFiles(string folder, List<string> problems)
    {
        try
        {
            return Directory.GetFiles(folder)
                .Where(path => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add($"The folder '{folder}' cannot be read: {failure.Message}");
            return [];
        }
    }

    private static IEnumerable<TrustedDocument> ReadFile(string path, List<string> problems)
    {
        var file = Path.GetFileName(path);
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{file}: cannot be read: {failure.Message}");
            return [];
        }

        if (!Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase))
        {
            return [new TrustedDocument(Path.GetFileNameWithoutExtension(path), text, file)];
        }

        var (documents, problem) = DocumentManifest.Parse(text, file);
        if (problem is not null)
        {
            problems.Add($"{file}: {problem}");
        }

        return documents;
    }
}
