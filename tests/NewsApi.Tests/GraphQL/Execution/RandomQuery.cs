using System.Text.Json;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>A query with its variables.</summary>
internal sealed record RandomQuery(string Document, JsonElement Variables);
