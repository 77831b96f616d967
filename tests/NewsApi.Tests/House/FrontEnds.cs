namespace NewsApi.Tests.House;

/// <summary>The source of tests/front-ends, without what its build makes or copies.</summary>
internal static class FrontEnds
{
    private static readonly string[] Made = ["dist", "generated"];
    private static readonly string[] Copied = ["newsapi.js", "newsapi.d.ts"];

    public static IReadOnlyList<string> Sources { get; } = [.. Repository.Files.Where(IsSource)];

    public static bool IsSource(string file) => file.StartsWith("tests/front-ends/", StringComparison.Ordinal)
        && Path.GetExtension(file) is ".ts" or ".tsx" or ".mjs" && !file.Split('/').Intersect(Made).Any()
        && !Copied.Contains(Path.GetFileName(file));
}
