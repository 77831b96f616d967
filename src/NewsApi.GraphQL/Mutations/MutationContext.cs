using NewsApi.Content.Importing;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Mutations;

/// <summary>
/// The context of a mutation operation: it adds the commands that the mutations run. Only editors have one, so they see everything.
/// </summary>
internal sealed class MutationContext(OperationOptions options, ArticleCommands articles, EntityCommands entities, Importer importer)
    : OperationContext(Visibility.Everything, options)
{
    public ArticleCommands Articles => articles;

    public EntityCommands Entities => entities;

    public Importer Importer => importer;
}
