using System.CommandLine;
using NewsApi.Cli;

ShortRun.Configure(args);
var newsApi = new RootCommand("A headless news content API: GraphQL over PostgreSQL. Without a verb, newsapi serves.")
{
    ServeVerb.Make(),
    ImportVerb.Make(),
    ExportVerb.Make(),
    FollowVerb.Make(),
    LinkVerb.Make(),
    RelinkVerb.Make(),
    MigrateVerb.Make(),
    StatusVerb.Make(),
    DoctorVerb.Make(),
    KeysVerb.Make(),
    HooksVerb.Make(),
    WireVerb.Make(),
    SchemaVerb.Make(),
    OperationsVerb.Make(),
};
ServeVerb.MakeDefaultOf(newsApi);
return await CommandLineRun.RunAsync(newsApi, args);
