using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Mutations;

/// <summary>Where mutations begin.</summary>
internal sealed class MutationType : ObjectGraphType
{
    private readonly Mutation[] _declared = [.. ArticleMutations.All(), IngestMutation.Make(), .. EntityMutations.All()];

    public MutationType()
    {
        Name = "Mutation";
        Description = "Changes the news, for callers of the role `editor`. The mutations of one operation are done one after the other, each by itself.";
        foreach (var mutation in _declared)
        {
            AddField(mutation.ToField());
        }
    }

    /// <summary>The types of inputs, payloads and refusals.</summary>
    public IEnumerable<IGraphType> Types()
    {
        var errors = new ErrorTypes();
        return [.. _declared.SelectMany(m => m.Types(errors)), .. errors.All, .. ArticleMutations.Inputs(), IngestMutation.Results(), new JsonType()];
    }
}
