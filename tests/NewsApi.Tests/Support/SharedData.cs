using Xunit;

namespace NewsApi.Tests.Support;

/// <summary>
/// Real input that is not part of the repository: in <c>../shared/data</c> beside it, or where <c>NEWSAPI_SHARED_DATA</c> says.
/// </summary>
public static class SharedData
{
    /// <summary>Null where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>A file or folder of it; skips the test where there is none.</summary>
    public static string Path(string relative)
    {
        Assert.SkipUnless(Folder is not null, "There is no shared data: put it in ../shared/data, or set NEWSAPI_SHARED_DATA.");
        return System.IO.Path.Combine(Folder ?? "", relative);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("NEWSAPI_SHARED_DATA") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named
                : throw new DirectoryNotFoundException($"NEWSAPI_SHARED_DATA is {named}, and there is no such folder.");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "NewsApi.sln")))
            {
                var shared = System.IO.Path.Combine(folder.FullName, "..", "shared", "data");
                return Directory.Exists(shared) ? System.IO.Path.GetFullPath(shared) : null;
            }
        }

        return null;
    }
}
