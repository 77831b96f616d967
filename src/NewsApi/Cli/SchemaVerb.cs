using System.CommandLine;
using NewsApi.GraphQL.Types;

namespace NewsApi.Cli;

/// <summary><c>newsapi schema</c>: prints the schema, as in <c>schema/schema.graphql</c>.</summary>
internal static class SchemaVerb
{
    public static Command Make()
    {
        var verb = new Command("schema", "Print the schema in SDL");
        verb.SetAction((_, cancellationToken) => Console.Out.WriteAsync(new NewsSchema().Text.AsMemory(), cancellationToken));
        return verb;
    }
}
