using System.CommandLine;
using NewsApi.GraphQL.Types;

namespace NewsApi.Cli;

/// <summary><c>newsapi schema</c>: prints the schema. The file <c>schema/schema.graphql</c> has the same text.</summary>
internal static class SchemaVerb
{
    public static Command Make()
    {
        var verb = new Command("schema", "Print the schema in SDL");
        verb.SetAction((_, cancellationToken) => Console.Out.WriteAsync(new NewsSchema().Text.AsMemory(), cancellationToken));
        return verb;
    }
}
