namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>One type of the schema; the lists that its kind does not have are empty.</summary>
internal sealed record TypeModel(
    string Kind, string Name, FieldModel[] Fields, InputModel[] Inputs, string[] EnumValues, string[] PossibleTypes);
