namespace NewsApi.Content.Access.Keys;

/// <summary>The role of a key; each role has the rights of those before it.</summary>
public enum Role
{
    /// <summary>Reads public content, as anonymous clients do.</summary>
    Reader = 1,

    /// <summary>Reads everything, drafts and withdrawn articles too.</summary>
    Preview = 2,

    /// <summary>Writes articles, people, places and topics.</summary>
    Editor = 3,

    /// <summary>Does everything.</summary>
    Admin = 4,
}
