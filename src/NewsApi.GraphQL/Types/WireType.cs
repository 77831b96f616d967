using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>The type <c>Wire</c>, which shows the head of the change log. Also declares the root field <c>wire</c>.</summary>
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
            Description = "The latest position of the change log.",
            Value = (news, _) => ((NewsSnapshot)news).Cursor.ToString(),
        });
        AddField(new ValueField
        {
            Name = "time",
            ResolvedType = TypeRefs.NonNull("DateTime"),
            Description = "The time of the snapshot. It decides which articles are public in this operation.",
            Value = (news, _) => ((NewsSnapshot)news).Time,
        });
    }

    public static RootField CreateField() => new RootField
    {
        Name = "wire",
        ResolvedType = TypeRefs.NonNull("Wire"),
        Description = "The head of the change log.",
        Plan = _ => new PlannedWire(),
    }.WithCost(CostExtension.Read);
}
