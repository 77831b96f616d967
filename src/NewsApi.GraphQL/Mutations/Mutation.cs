using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Mutations;

/// <summary>
/// One mutation, declared in the form that HotChocolate uses: <c>doIt(input: DoItInput!): DoItPayload!</c>. The payload shows the changed
/// row. If the mutation was rejected, the field <c>errors</c> of the payload has the reasons.
/// </summary>
/// <param name="Name">The name of the mutation's field in the schema.</param>
/// <param name="Table">The table of the changed row.</param>
/// <param name="Errors">The members of the mutation's error union: types of <see cref="PublishingError"/>.</param>
/// <param name="Run">Runs the commands of the mutation, given the values of the input.</param>
internal sealed record Mutation(
    string Name, string Description, ContentTable Table, Type[] Errors,
    Func<MutationContext, IDictionary<string, object?>, CancellationToken, Task<MutationOutcome>> Run)
{
    /// <summary>Adds the fields of the input.</summary>
    public required Action<InputObjectGraphType> AddInputs { get; init; }

    /// <summary>
    /// The members of the error union that the mutation never returns. They stay in the union, because their removal would change the
    /// schema.
    /// </summary>
    public Type[] UnusedErrors { get; init; } = [];

    /// <summary>The fields of the payload that only this mutation has.</summary>
    public IReadOnlyList<ValueField> MoreFields { get; init; } = [];

    /// <summary>False if the mutation deletes the row. The payload then shows only the id of the row.</summary>
    public bool ReturnsRow { get; init; } = true;

    /// <summary>The weight of a mutation. Its transaction takes about as long as ten reads.</summary>
    private const double WriteCost = 100;

    private string PascalName => char.ToUpperInvariant(Name[0]) + Name[1..];

    private string RowName => char.ToLowerInvariant(Table.Name[0]) + Table.Name[1..];

    /// <summary>Declares the root field.</summary>
    public RootField CreateField() => new RootField
    {
        Name = Name,
        Description = Description,
        ResolvedType = TypeRefs.NonNull($"{PascalName}Payload"),
        Arguments = new QueryArguments(new QueryArgument(TypeRefs.NonNull($"{PascalName}Input"))
        {
            Name = "input",
            Description = $"The input of `{Name}`.",
        }),
        Plan = Plan,
    }.WithCost(WriteCost);

    /// <summary>Declares the types that only this mutation has.</summary>
    /// <param name="errorTypes">The types of the errors.</param>
    public IEnumerable<IGraphType> CreateTypes(ErrorTypes errorTypes)
    {
        var input = new InputObjectGraphType { Name = $"{PascalName}Input", Description = $"The input of `{Name}`." };
        AddInputs(input);
        yield return input;

        var errors = new UnionGraphType
        {
            Name = $"{PascalName}Error",
            Description = string.Concat(
                UnusedErrors.Select(e => $" `{ErrorTypes.NameOf(e)}` does not occur here.").Prepend($"Why `{Name}` was rejected.")),
            ResolveType = error => errorTypes[error.GetType()],
        };
        foreach (var error in Errors)
        {
            errors.AddPossibleType(errorTypes[error]);
        }

        yield return errors;

        var payload = new ObjectGraphType { Name = $"{PascalName}Payload", Description = $"The result of `{Name}`." };
        payload.AddField(ReturnsRow
            ? CreatePayloadField(
                RowName, TypeRefs.Named(Table.Name), $"The {RowName} after the change; null if the mutation was rejected.", o => o.Row)
            : CreatePayloadField(
                "id", TypeRefs.Named("ID"), $"The id of the deleted {RowName}; null if the mutation was rejected.",
                o => o.Subject is var (_, id) ? GlobalId.Of(Table, (long)id) : null));
        foreach (var more in MoreFields)
        {
            payload.AddField(more);
        }

        payload.AddField(CreatePayloadField(
            "cursor", TypeRefs.Named("String"), "The position of the change in the change log; null if the mutation was rejected.",
            o => o.Cursor?.ToString()));
        payload.AddField(CreatePayloadField(
            "errors", TypeRefs.ListOf(errors.Name), "The reasons why the mutation was rejected; null if it succeeded.", o => o.Errors));
        yield return payload;
    }

    /// <summary>Declares a field of the payload.</summary>
    public static ValueField CreatePayloadField(string name, IGraphType type, string description, Func<MutationOutcome, object?> value) =>
        new()
        {
            Name = name,
            ResolvedType = type,
            Description = description,
            Value = (outcome, _) => value((MutationOutcome)outcome),
        };

    private PlannedMutation Plan(SelectionReader reader)
    {
        var payload = reader.FindType($"{PascalName}Payload");
        var sets = reader.CollectFields(payload, reader.Root.SelectionSets).Where(g => g.First.Name.Value == RowName)
            .SelectMany(g => g.SelectionSets);
        var selection = reader.ReadSelection(Table.Name, Table, sets);
        var input = reader.ReadArguments(reader.Root).GetObject("input")!; // The schema declares the argument non-null.
        var name = (reader.Root.First.Alias?.Name ?? reader.Root.First.Name).StringValue;
        return new PlannedMutation(this, ((MutationContext)reader.Operation).ForField(name), input, selection);
    }
}
