using System.CommandLine;
using NewsApi.Content.Entities;
using NewsApi.Content.Linking;
using NewsApi.Hosting;
using Spectre.Console;

namespace NewsApi.Cli;

/// <summary>
/// <c>newsapi link FILE</c>: shows which entities the linker would link in a text, with the evidence. The verb changes no content.
/// </summary>
internal static class LinkVerb
{
    private static readonly Argument<string> File = new("file") { Description = "A text file in UTF-8, or - for standard input" };

    public static Command Make()
    {
        var verb = new Command(
            "link", "Show which people, places and topics would be linked in a text, with the evidence; changes no article") { File };
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

    /// <summary>Describes the evidence in words.</summary>
    private static string Describe(LinkEvidence evidence) =>
        string.Join(", ", Enum.GetValues<LinkEvidence>().Where(e => e != 0 && evidence.HasFlag(e)).Select(Words));

    private static string Words(LinkEvidence evidence) => evidence switch
    {
        LinkEvidence.Name => "the name of the entity",
        LinkEvidence.Alias => "another name of the entity",
        LinkEvidence.OwnSurname => "a surname that the gazetteer declares for this person only",
        LinkEvidence.SurnameAfterName => "the surname after the full name",
        LinkEvidence.SharedSurname => "a list of first names with one surname",
        LinkEvidence.Keyword => "a keyword of the topic",
        LinkEvidence.Title => "a title before the name",
        LinkEvidence.Locative => "a word such as 'in' before the name",
        LinkEvidence.CountryNamed => "the text names the country of the place",
        LinkEvidence.RegionAfter => "the country or state follows the name",
        LinkEvidence.Dateline => "dateline",
        LinkEvidence.Tagged => "tagged",
        LinkEvidence.Headline => "in the headline",
        LinkEvidence.Repeated => "named more than once",
        LinkEvidence.SmallVocabulary => "from a small gazetteer",
        LinkEvidence.Role => "the text has words of the role",
        LinkEvidence.Archive => "most often tagged in stored articles",
        LinkEvidence.Population => "the most inhabitants of all places with the name",
        LinkEvidence.LongerName => "NOT: part of a longer name",
        LinkEvidence.AnotherPerson => "NOT: the surname of a person in the text",
        LinkEvidence.TooWeak => "NOT: too little evidence",
        LinkEvidence.Ambiguous => "NOT: several entities have the name",
        LinkEvidence.QualifiesTown => "NOT: the name only shows where a town is",
        LinkEvidence.OtherCountry => "AGAINST: a region of another country follows the name",
        _ => throw new ArgumentOutOfRangeException(nameof(evidence), evidence, "The evidence has no words."),
    };
}
