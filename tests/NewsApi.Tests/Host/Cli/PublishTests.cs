using System.Diagnostics;
using System.Reflection.PortableExecutable;
using System.Runtime.Versioning;
using NewsApi.Tests.House;
using Xunit;

namespace NewsApi.Tests.Host.Cli;

/// <summary>The program as <c>dotnet publish</c> makes it.</summary>
[UnsupportedOSPlatform("windows")]
[Trait("Takes", "Minutes")]
public sealed class PublishTests
{
    [Fact(Explicit = true)]
    public async Task The_published_program_is_compiled_ahead_of_time_and_runs_from_its_folder()
    {
        var folder = Directory.CreateTempSubdirectory("newsapi-publish-");
        try
        {
            await RunAsync("dotnet", "publish", Path.Combine(Repository.Root, "src", "NewsApi"), "--output", folder.FullName);
            string[] compiled = ["newsapi.dll", "NewsApi.Content.dll", "GraphQL.dll", "Microsoft.EntityFrameworkCore.dll", "Npgsql.dll"];
            Assert.All(compiled, file => Assert.True(IsCompiledAheadOfTime(Path.Combine(folder.FullName, file)), file));

            // The runtime is compiled together with the program.
            Assert.True(File.Exists(Path.Combine(folder.FullName, "newsapi.r2r.dll")), "The runtime is not part of it.");
            var schema = await RunAsync(Path.Combine(folder.FullName, "newsapi"), "schema");
            Assert.Equal(Repository.Read("schema/schema.graphql").TrimEnd(), schema.TrimEnd());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool IsCompiledAheadOfTime(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return file.PEHeaders.CorHeader is { ManagedNativeHeaderDirectory.Size: > 0 };
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        return output;
    }
}
