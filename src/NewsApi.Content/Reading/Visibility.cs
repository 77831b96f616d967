namespace NewsApi.Content.Reading;

/// <summary>What a caller may see.</summary>
public enum Visibility
{
    /// <summary>What is public now: the scope of anonymous callers and of the role <c>reader</c>.</summary>
    Public,

    /// <summary>Everything, drafts and withdrawn articles too: <c>preview</c>, <c>editor</c> and <c>admin</c>.</summary>
    Everything,
}
