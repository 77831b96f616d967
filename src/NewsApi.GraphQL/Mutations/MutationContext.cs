using NewsApi.Content.Importing;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Mutations;

/// <summary>
/// The context of an operation with mutations. It has the commands that the mutations run. Only editors run mutations, so all rows are
/// visible.
/// </summary>
/// <param name="key">The idempotency key of the request, without the name of a field; null if the request has none.</param>
internal sealed class MutationContext(
    OperationOptions options, ArticleCommands articles, EntityCommands entities, Importer importer, CommandKey? key = null)
    : OperationContext(Visibility.Everything, options)
{
    private readonly OperationOptions _options = options;

    public ArticleCommands Articles => articles;

    public EntityCommands Entities => entities;

    public Importer Importer => importer;

    /// <summary>Returns the context whose commands have the idempotency key of the request.</summary>
    public MutationContext With(CommandKey requestKey) => new(_options, articles, entities, importer, requestKey);

    /// <summary>Returns the context for one root field. If the request has an idempotency key, the commands of the field have it.</summary>
    /// <param name="name">The response name of the field.</param>
    public MutationContext ForField(string name)
    {
        if (key is null)
        {
            return this;
        }

        var fieldKey = key with { Field = name };
        return new(_options, articles.With(fieldKey), entities.With(fieldKey), importer, fieldKey);
    }
}
