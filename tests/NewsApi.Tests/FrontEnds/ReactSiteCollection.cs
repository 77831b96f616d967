using Xunit;

namespace NewsApi.Tests.FrontEnds;

/// <summary>The test classes that share one build, one service and one browser.</summary>
[CollectionDefinition(nameof(ReactSite))]
public sealed class ReactSiteCollection : ICollectionFixture<ReactSite>;
