using NewsApi.Content.Entities;
using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Content.Matching.Facts;

/// <summary>A condition that facts do not decide. It is on the text of an article, or on a person, place or topic.</summary>
/// <param name="Kind">The kind of entity; null if the condition is on the article.</param>
internal sealed record DeferredPredicate(Condition Condition, EntityKind? Kind)
{
    public bool IsOnArticle => Kind is null;

    /// <summary>True if the result for an entity also depends on other entities, namely its ancestors or its children.</summary>
    public bool DependsOnOthers { get; } = Condition.Any(leaf => leaf is Condition.Some or Condition.Below or Condition.BelowSlug);
}
