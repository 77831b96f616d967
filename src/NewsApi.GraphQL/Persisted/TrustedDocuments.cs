using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace NewsApi.GraphQL.Persisted;

/// <summary>
/// The trusted documents: those that come with the service, and those in the folder of the operator. A document is found by its id or by
/// the hash of its text. If a file of the operator's folder changes, the documents are read again within seconds, so that a new front end
/// needs no restart of the service.
/// </summary>
public sealed partial class TrustedDocuments : IDisposable
{
    private readonly string[] _folders;
    private readonly ILogger<TrustedDocuments> _log;
    private readonly PhysicalFileProvider? _files;
    private readonly IDisposable? _changes;
    private volatile IReadOnlyDictionary<string, string> _texts;
    private volatile HashSet<string> _operations = [];

    /// <param name="ownFolder">The folder of the documents that come with the service.</param>
    public TrustedDocuments(string ownFolder, PersistedOptions options, ILogger<TrustedDocuments> log)
    {
        _log = log;
        var hasFolder = options.Folder != PersistedOptions.NoFolder;
        _folders = hasFolder ? [ownFolder, options.Folder] : [ownFolder];
        _texts = Read([]);
        if (hasFolder)
        {
            // Polling, because a mounted folder of a container sends no notifications.
            _files = new PhysicalFileProvider(Path.GetFullPath(options.Folder))
            {
                UsePollingFileWatcher = true,
                UseActivePolling = true,
            };
            _changes = ChangeToken.OnChange(() => _files.Watch("*"), () => _texts = Read(_texts));
        }
    }

    /// <summary>Finds the text of a document by its id or by its hash. Returns null if there is no such document.</summary>
    public string? Find(string id) => _texts.GetValueOrDefault(id);

    /// <summary>Returns true if a trusted document has an operation with the name.</summary>
    public bool HasOperation(string name) => _operations.Contains(name);

    public void Dispose()
    {
        _changes?.Dispose();
        _files?.Dispose();
    }

    /// <summary>
    /// Reads the folders. If a file cannot be read, for example because a deployment is writing it, all documents from before stay.
    /// </summary>
    private Dictionary<string, string> Read(IEnumerable<KeyValuePair<string, string>> before)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var isComplete = true;

        // The folder of the operator comes last, so that its documents replace those of the service with the same id.
        foreach (var folder in _folders)
        {
            var (documents, problems) = DocumentFolder.Read(folder);
            foreach (var document in documents)
            {
                texts[document.Id] = document.Text;
                texts[DocumentHash.Compute(document.Text)] = document.Text;
            }

            isComplete &= problems.Count == 0;
            foreach (var problem in problems)
            {
                LogProblem(problem);
            }

            LogRead(documents.Count, folder);
        }

        _operations = [.. texts.Values.SelectMany(FindOperations)];
        if (!isComplete)
        {
            foreach (var (id, text) in before)
            {
                texts.TryAdd(id, text);
            }
        }

        return texts;
    }

    private static IEnumerable<string> FindOperations(string text)
    {
        try
        {
            return Parser.Parse(text).Definitions.OfType<GraphQLOperationDefinition>().Select(o => o.Name?.StringValue).OfType<string>();
        }
        catch (Exception invalid) when (invalid is GraphQLParserException)
        {
            // A request for the document gets the error.
            return [];
        }
    }

    [LoggerMessage(LogLevel.Warning, "Trusted documents: {Problem}")]
    private partial void LogProblem(string problem);

    [LoggerMessage(LogLevel.Debug, "Trusted documents: {Count} in {Folder}")]
    private partial void LogRead(int count, string folder);
}
