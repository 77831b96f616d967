using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>The type <c>Wire</c>: the change log as seen from outside.</summary>
internal sealed class WireType : ObjectGraphType
{
    public WireType()
    {
        Name = "Wire";
        Description = "The change log: every change of an article, person, place or topic has a position in it.";
        AddField(new ValueField
        {
            Name = "cursor",
            ResolvedType = TypeRefs.NonNull("String"),
            Description = "Where the change log stands now.",
            Value = (news, _) => ((NewsSnapshot)news).Cursor.ToString(),
        });
        AddField(new ValueField
        {
            Name = "time",
            ResolvedType = TypeRefs.NonNull("DateTime"),
            Description = "The time by which this operation decides what is public.",
            Value = (news, _) => ((NewsSnapshot)news).Time,
        });
    }

    public static RootField Field() => new()
    {
        Name = "wire",
        ResolvedType = TypeRefs.NonNull("Wire"),
        Description = "Where the change log stands.",
        Read = async (reader, cancellationToken) =>
        {
            await reader.Operation.News.ReadCursorAsync(cancellationToken);
            return reader.Operation.News;
        },
    };
}
