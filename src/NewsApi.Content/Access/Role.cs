namespace NewsApi.Content.Access;

/// <summary>What the bearer of a key may do; each may do what those before it may.</summary>
public enum Role
{
    /// <summary>Reads what is public, as anybody may.</summary>
    Reader = 1,

    /// <summary>Reads everything, drafts and withdrawn articles too.</summary>
    Preview = 2,

    /// <summary>Writes articles, people, places and topics.</summary>
    Editor = 3,

    /// <summary>Does everything.</summary>
    Admin = 4,
}
