using GraphQL.Resolvers;
using NewsApi.Content.Matching;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// A root field of a subscription. GraphQL.NET validates the field; <see cref="SubscriptionHub"/> provides the stream of its events.
/// </summary>
internal sealed class SubscriptionField : FieldType
{
    // GraphQL.NET requires a resolver but never calls it. If it did, it would execute the operation once for each subscriber and event.
    public SubscriptionField() => StreamResolver = new SourceStreamResolver<object>(
        new Func<IResolveFieldContext, IObservable<object?>>(
            _ => throw new NotSupportedException("SubscriptionHub provides the streams.")));

    /// <summary>Returns true if a change of the list of articles is an event of this field.</summary>
    public required Func<ListChange, bool> Includes { get; init; }
}
