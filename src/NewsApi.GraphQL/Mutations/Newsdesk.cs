namespace NewsApi.GraphQL.Mutations;

/// <summary>Where mutations are done, and how what they did is seen.</summary>
public sealed record Newsdesk();
