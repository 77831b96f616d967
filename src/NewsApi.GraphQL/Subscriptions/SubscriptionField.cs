using GraphQL.Resolvers;
using NewsApi.Content.Matching;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>A root field of a subscription. GraphQL.NET validates it; <see cref="SubscriptionHub"/> provides the streams.</summary>
internal sealed class SubscriptionField : FieldType
{
    // The engine requires a resolver. It is never called: with it the engine would run an execution for each subscriber.
    public SubscriptionField() => StreamResolver = new SourceStreamResolver<object>(
        new Func<IResolveFieldContext, IObservable<object?>>(
            _ => throw new NotSupportedException("SubscriptionHub provides the streams.")));

    /// <summary>Returns true if a change of the list is an event of this field.</summary>
    public required Func<ListChange, bool> Includes { get; init; }
}
