using NewsApi.GraphQL.Types;

namespace NewsApi.GraphQL.Mutations;

/// <summary>Where mutations begin.</summary>
internal sealed class MutationType : ObjectGraphType
{
    private static readonly Mutation[] Declared = [.. ArticleMutations.All(), IngestMutation.Make()];

    public MutationType()
    {
        Name = "Mutation";
        Description = "Changes the news, for callers of the role `editor`. The mutations of one operation are done one after the other, each by itself.";
        foreach (var mutation in Declared)
        {
            AddField(mutation.ToField());
        }
    }

    /// <summary>The types of inputs, payloads and refusals.</summary>
    public static IEnumerable<IGraphType> Types()
    {
        var errors = new ErrorTypes();
        return [.. Declared.SelectMany(m => m.Types(errors)), .. errors.All, .. ArticleMutations.Inputs(), IngestMutation.Results(), new JsonType()];
    }
}
