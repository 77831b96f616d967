using NewsApi.Content.Importing;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Mutations;

/// <summary>
/// The context of an operation with mutations. It has the commands that the mutations run. Only editors run mutations, so all rows are
/// visible.
/// </summary>
internal sealed class MutationContext(OperationOptions options, ArticleCommands articles, EntityCommands entities, Importer importer)
    : OperationContext(Visibility.Everything, options)
{
    public ArticleCommands Articles => articles;

    public EntityCommands Entities => entities;

    public Importer Importer => importer;
}
