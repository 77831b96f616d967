using GraphQL.Resolvers;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// A field whose value follows from its parent without waiting for anything. <see cref="Answers.AnswerWriter"/> calls it
/// directly; the engine, which runs what is not a plain query, calls it through its resolver.
/// </summary>
internal class ValueField : FieldType
{
    /// <summary>The value, out of the parent.</summary>
    public required Func<object, FieldCall, object?> Value
    {
        get;
        init
        {
            field = value;
            Resolver = new FuncFieldResolver<object?>(context => value(context.Source!, FieldCall.Of(context)));
        }
    }
}
