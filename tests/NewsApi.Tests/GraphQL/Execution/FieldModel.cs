namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>A field of an object type or interface.</summary>
internal sealed record FieldModel(string Name, TypeRef Type, InputModel[] Arguments);
