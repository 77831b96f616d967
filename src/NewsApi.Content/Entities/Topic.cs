namespace NewsApi.Content.Entities;

/// <summary>A topic. Topics form a tree.</summary>
public sealed class Topic : Entity
{
    /// <summary>The code of the topic in a vocabulary, such as <c>medtop:20000385</c>.</summary>
    public string? Code { get; set; }

    /// <summary>The id of the broader topic.</summary>
    public long? ParentId { get; set; }

    internal override long? Parent() => ParentId;

    internal override void LieWithin(long? parent) => ParentId = parent;
}
