namespace NewsApi.Tests.Support;

/// <summary>How long the long tests are: short in every run, and long before a release (<c>NEWSAPI_TEST_RELEASE=true</c>).</summary>
internal static class TestSize
{
    /// <summary>The number of generated requests.</summary>
    public static int Requests => IsRelease ? 200_000 : 20_000;

    /// <summary>The number of articles that a storm publishes.</summary>
    public static int Publications => IsRelease ? 2_000 : 120;

    /// <summary>The number of times that the service is restarted or killed under its clients.</summary>
    public static int Restarts => IsRelease ? 10 : 4;

    /// <summary>The number of random filters, in tests that compare them with an evaluation over plain objects.</summary>
    public static int Filters => IsRelease ? 2_000 : 500;

    /// <summary>The number of random lists or searches that are followed.</summary>
    public static int Lists => IsRelease ? 100 : 40;

    /// <summary>The number of pairs of an answer in memory and a change that are compared with fresh answers.</summary>
    public static int CarriedPairs => IsRelease ? 1_000_000 : 6_000;

    /// <summary>The number of answers in memory that each change is tested against.</summary>
    public static int CarriedEntries => IsRelease ? 600 : 60;

    /// <summary>The time for which two processes are read and written.</summary>
    public static TimeSpan ReadsBesideWrites => TimeSpan.FromSeconds(IsRelease ? 120 : 6);

    /// <summary>The number of pairs of a number in memory and a change that are compared with fresh counts.</summary>
    public static int CountedPairs => IsRelease ? 1_000_000 : 3_000;

    /// <summary>The number of total counts from memory that are compared with counts in the same snapshot.</summary>
    public static int KeptCounts => IsRelease ? 100_000 : 3_000;

    /// <summary>The number of changes of the log beside which total counts are compared.</summary>
    public static int CountedChanges => IsRelease ? 1_000_000 : 2_000;

    /// <summary>The number of random changes after each of which the tags of some random answers are compared with what changed.</summary>
    public static int TaggedSteps => IsRelease ? 2_000 : 15;

    /// <summary>A walk over the schema takes one of this number of steps. Each run takes others.</summary>
    public static int Stride => IsRelease ? 1 : 6;

    /// <summary>The least time for which PostgreSQL is away under load.</summary>
    public static TimeSpan Outage => TimeSpan.FromSeconds(IsRelease ? 60 : 0);

    /// <summary>The least time for which the receiver of a webhook is down.</summary>
    public static TimeSpan ReceiverDown => TimeSpan.FromMinutes(IsRelease ? 10 : 0);

    /// <summary>The number of damaged documents that the readers of all import formats get.</summary>
    public static int DamagedDocuments => IsRelease ? 1_000_000 : 5_000;

    private static bool IsRelease => Environment.GetEnvironmentVariable("NEWSAPI_TEST_RELEASE") == "true";
}
