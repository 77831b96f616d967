using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Mutations;

/// <summary>The root type of mutations.</summary>
internal sealed class MutationType : ObjectGraphType
{
    private readonly Mutation[] _mutations = [.. ArticleMutations.CreateAll(), IngestMutation.Create(), .. EntityMutations.CreateAll()];

    public MutationType()
    {
        Name = "Mutation";
        Description =
            "Changes the news, for callers with the role `editor`. The mutations of one operation run one after the other, each in its "
            + "own transaction.";
        foreach (var mutation in _mutations)
        {
            AddField(mutation.CreateField());
        }
    }

    /// <summary>Declares the types of inputs, payloads and errors.</summary>
    public IEnumerable<IGraphType> CreateTypes()
    {
        var errors = new ErrorTypes();
        return
        [
            .. _mutations.SelectMany(m => m.CreateTypes(errors)), .. errors.All, .. ArticleMutations.CreateInputTypes(),
            IngestMutation.CreateResultType(), new JsonType(),
        ];
    }
}
