using NewsApi.Content.Importing;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading.Snapshot;

namespace NewsApi.GraphQL.Mutations;

/// <summary>Where mutations are done, and how what they did is seen.</summary>
public sealed record CommandSet(ArticleCommands Newsroom, EntityCommands Entities, Importer Importer, SnapshotFactory News);
