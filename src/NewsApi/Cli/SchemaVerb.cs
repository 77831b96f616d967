using System.CommandLine;

namespace NewsApi.Cli;

/// <summary><c>newsapi schema</c>: prints the schema in SDL; needs no database.</summary>
internal static class SchemaVerb
{
    /// <param name="sdl">Makes the text; asked only when the verb runs.</param>
    public static Command Make(Func<string> sdl)
    {
        var verb = new Command("schema", "Print the GraphQL schema (SDL)");
        verb.SetAction(_ => Console.Out.Write(sdl()));
        return verb;
    }
}
