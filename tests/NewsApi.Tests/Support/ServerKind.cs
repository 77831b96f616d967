namespace NewsApi.Tests.Support;

/// <summary>Where the PostgreSQL of a test run comes from, in the order of preference.</summary>
public enum ServerKind
{
    /// <summary>Named by <c>NEWSAPI_TEST_DATABASE</c>: a connection string that may create databases.</summary>
    Given,

    /// <summary>A container of the image <c>NEWSAPI_TEST_IMAGE</c>, <c>postgres:18</c> unless said otherwise.</summary>
    Container,

    /// <summary>The service's own private PostgreSQL in a folder of this run.</summary>
    Private,
}
