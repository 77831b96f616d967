using GraphQL.Resolvers;
using NewsApi.Content.Matching;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>A field at the root of a subscription. The engine checks what is asked of it; the streams are <see cref="SubscriptionHub"/>'s.</summary>
internal sealed class SubscriptionField : FieldType
{
    // The engine insists on one, and would give each subscriber an execution of its own.
    public SubscriptionField() =>
        StreamResolver = new SourceStreamResolver<object>(new Func<IResolveFieldContext, IObservable<object?>>(_ => throw new NotSupportedException("The hub streams.")));

    /// <summary>Whether a change of the list is one that this field tells of.</summary>
    public required Func<ListChange, bool> Concerns { get; init; }
}
