namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>An argument, or a field of an input type.</summary>
internal sealed record InputModel(string Name, TypeRef Type);
