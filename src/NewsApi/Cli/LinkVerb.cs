using System.CommandLine;
using NewsApi.Content.Entities;
using NewsApi.Content.Linking;
using NewsApi.Hosting;
using Spectre.Console;

namespace NewsApi.Cli;

/// <summary><c>newsapi link FILE</c>: shows which entities would be linked in a text, with the evidence. It writes nothing.</summary>
internal static class LinkVerb
{
    private static readonly Argument<string> File = new("file") { Description = "A text file in UTF-8, or - for standard input" };

    public static Command Make()
    {
        var verb = new Command(
            "link", "Show which people, places and topics would be linked in a text, and the evidence; writes nothing") { File };
        verb.SetAction((command, cancellationToken) => VerbDatabase.UseAsync(
            (opened, cancellation) => ShowAsync(command.GetRequiredValue(File), opened, cancellation), cancellationToken));
        return verb;
    }

    private static async Task<int> ShowAsync(string file, DatabaseStartup opened, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = file == "-"
                ? await Console.In.ReadToEndAsync(cancellationToken)
                : await System.IO.File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The file '{file}' cannot be read: {e.Message}");
        }

        await opened.Database.MigrateAsync(cancellationToken);
        using var names = new NameIndexSource(opened.Database);
        await using var connection = await opened.Database.Source.OpenConnectionAsync(cancellationToken);
        var linked = await new ArticleLinker(names).LinkAsync(
            connection, [new LinkInput { Text = text.ReplaceLineEndings("\n") }], traced: true, cancellationToken);
        Write(linked[0]);
        return 0;
    }

    private static void Write(LinkedText linked)
    {
        var table = new Table().AddColumns("name", "linked to", "because");
        foreach (var trace in linked.Traces)
        {
            var (colour, entity) = trace.Entity is { } it ? ("green", Describe(it)) : ("grey", "-");
            var candidates = trace.Entity is null && trace.Candidates.Count > 0
                ? $"{Describe(trace.Evidence)}; candidates: {string.Join(", ", trace.Candidates.Take(5).Select(Describe))}"
                : Describe(trace.Evidence);
            table.AddRow(new Markup($"[{colour}]{Markup.Escape(trace.Text)}[/]"), new Text(entity), new Text(candidates));
        }

        AnsiConsole.Write(table);
        var mentions = linked.Links.GroupBy(l => l.Entity.Kind).OrderBy(g => g.Key);
        foreach (var kind in mentions)
        {
            var links = kind.Select(l => $"{l.Entity.Name} ({l.Spans.Count}x, relevance {l.Relevance})");
            AnsiConsole.WriteLine($"{Plural(kind.Key)}: {string.Join(", ", links)}");
        }
    }

    private static string Describe(NamedEntity entity) => entity.CountryCode is { } country
        ? $"{entity.Name} ({entity.Kind.ToString().ToLowerInvariant()}, {country}, id {entity.Id})"
        : $"{entity.Name} ({entity.Kind.ToString().ToLowerInvariant()}, id {entity.Id})";

    private static string Plural(EntityKind kind) => kind switch
    {
        EntityKind.Person => "people",
        EntityKind.Place => "places",
        _ => "topics",
    };

    /// <summary>The evidence in words.</summary>
    private static string Describe(LinkEvidence evidence) =>
        string.Join(", ", Enum.GetValues<LinkEvidence>().Where(e => e != 0 && evidence.HasFlag(e)).Select(Words));

    private static string Words(LinkEvidence evidence) => evidence switch
    {
        LinkEvidence.Name => "its name",
        LinkEvidence.Alias => "another name of it",
        LinkEvidence.OwnSurname => "a surname that is this person's alone",
        LinkEvidence.SurnameAfterName => "the surname after the fuller name",
        LinkEvidence.SharedSurname => "a list with one surname",
        LinkEvidence.Keyword => "a keyword of the topic",
        LinkEvidence.Title => "a title before it",
        LinkEvidence.Locative => "a word of place before it",
        LinkEvidence.CountryNamed => "the text names its country",
        LinkEvidence.RegionAfter => "its country or state follows",
        LinkEvidence.Dateline => "dateline",
        LinkEvidence.Tagged => "tagged",
        LinkEvidence.Headline => "in the headline",
        LinkEvidence.Repeated => "repeated",
        LinkEvidence.SmallVocabulary => "of the smaller gazetteer",
        LinkEvidence.Role => "the text names the role",
        LinkEvidence.Archive => "named most in the archive",
        LinkEvidence.Population => "the largest of the name",
        LinkEvidence.LongerName => "NOT: part of a longer name",
        LinkEvidence.AnotherPerson => "NOT: a person of that surname is in the text",
        LinkEvidence.TooWeak => "NOT: too little evidence",
        LinkEvidence.Ambiguous => "NOT: several have the name",
        LinkEvidence.QualifiesTown => "NOT: only tells where a town lies",
        _ => "NOT: not allowed here",
    };
}
