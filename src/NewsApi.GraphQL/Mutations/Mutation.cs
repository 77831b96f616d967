using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Mutations;

/// <summary>
/// One mutation by HotChocolate's conventions: <c>doIt(input: DoItInput!): DoItPayload!</c>, whose payload has what was changed, and in
/// <c>errors</c> what an editor can put right.
/// </summary>
/// <param name="Name">The field's name.</param>
/// <param name="Table">Of what it changes something.</param>
/// <param name="Errors">The refusals it knows, types of <see cref="PublishingError"/>.</param>
/// <param name="Act">Does it, with the input's values.</param>
internal sealed record Mutation(
    string Name, string Description, ContentTable Table, Type[] Errors,
    Func<CommandSet, IDictionary<string, object?>, CancellationToken, Task<MutationOutcome>> Act)
{
    /// <summary>Adds the fields of the input.</summary>
    public required Action<InputObjectGraphType> Input { get; init; }

    /// <summary>What the payload shows besides the usual.</summary>
    public IReadOnlyList<ValueField> More { get; init; } = [];

    /// <summary>False where the thing is gone afterwards, so that only its id is told.</summary>
    public bool ShowsThing { get; init; } = true;

    private string Pascal => char.ToUpperInvariant(Name[0]) + Name[1..];

    private string ThingName => char.ToLowerInvariant(Table.Name[0]) + Table.Name[1..];

    /// <summary>The field at the root.</summary>
    public RootField ToField() => new()
    {
        Name = Name,
        Description = Description,
        ResolvedType = TypeRefs.NonNull($"{Pascal}Payload"),
        Arguments = new QueryArguments(new QueryArgument(TypeRefs.NonNull($"{Pascal}Input")) { Name = "input", Description = "What is to be done." }),
        Read = async (reader, cancellationToken) => await RunAsync(reader, cancellationToken),
    };

    /// <summary>The types that only this mutation has.</summary>
    /// <param name="known">The types of refusals.</param>
    public IEnumerable<IGraphType> Types(ErrorTypes known)
    {
        var input = new InputObjectGraphType { Name = $"{Pascal}Input", Description = $"The input of `{Name}`." };
        Input(input);
        yield return input;

        var errors = new UnionGraphType { Name = $"{Pascal}Error", Description = $"Why `{Name}` was refused." };
        foreach (var error in Errors)
        {
            errors.AddPossibleType(known[error]);
        }

        yield return errors;

        var payload = new ObjectGraphType { Name = $"{Pascal}Payload", Description = $"What came of `{Name}`." };
        payload.AddField(ShowsThing
            ? Show(ThingName, TypeRefs.Named(Table.Name), $"The {ThingName} as it is now; null where it was refused.", o => o.Thing)
            : Show("id", TypeRefs.Named("ID"), $"The id that the {ThingName} had; null where it was refused.", o => o.Id is { } id ? GlobalId.Of(Table, id) : null));
        foreach (var more in More)
        {
            payload.AddField(more);
        }

        payload.AddField(Show("cursor", TypeRefs.Named("String"), "Where the change stands in the change log; null where it was refused.", o => o.Cursor?.ToString()));
        payload.AddField(Show("errors", TypeRefs.ListOf(errors.Name), "Why it was refused; null where it was done.", o => o.Errors));
        yield return payload;
    }

    /// <summary>A field of the payload.</summary>
    public static ValueField Show(string name, IGraphType type, string description, Func<MutationOutcome, object?> value) => new()
    {
        Name = name,
        ResolvedType = type,
        Description = description,
        Value = (outcome, _) => value((MutationOutcome)outcome),
    };

    private async Task<MutationOutcome> RunAsync(SelectionReader reader, CancellationToken cancellationToken)
    {
        // What cannot be shown is refused before anything is done.
        var payload = reader.TypeOf($"{Pascal}Payload");
        var sets = reader.Groups(payload, reader.Root.SelectionSets).Where(g => g.First.Name.Value == ThingName).SelectMany(g => g.SelectionSets);
        var selection = reader.Within(1, () => reader.Read(Table.Name, Table, sets));

        var desk = reader.Operation.Desk;
        var outcome = await Act(desk, reader.Arguments(reader.Root).Object("input")!, cancellationToken);
        if (outcome.Id is not { } id || !ShowsThing)
        {
            return outcome;
        }

        // Done is done: an answer that the client does not wait for any more must not make it look as if it were not.
        await reader.Operation.LookAgainAsync(desk.News.Open(Visibility.Everything, readsOnce: true));
        var things = await reader.Operation.News.ReadByIdAsync(selection, [id], cancellationToken);
        return outcome with { Thing = things[0], Cursor = outcome.Cursor ?? reader.Operation.News.Cursor };
    }
}
