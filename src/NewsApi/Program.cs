using System.CommandLine;
using NewsApi.Cli;

var newsApi = new RootCommand("A headless news content API: GraphQL over PostgreSQL. Without a verb, newsapi serves.")
{
    ServeVerb.Make(),
    ImportVerb.Make(),
    LinkVerb.Make(),
    RelinkVerb.Make(),
    MigrateVerb.Make(),
    StatusVerb.Make(),
    KeysVerb.Make(),
    WireVerb.Make(),
    SchemaVerb.Make(),
};
ServeVerb.MakeDefaultOf(newsApi);
return await CommandLineRun.RunAsync(newsApi, args);
