namespace NewsApi.Content.Access.Keys;

/// <summary>The role of a key. Each role also has the rights of the roles before it.</summary>
public enum Role
{
    /// <summary>The client may read public content, as anonymous clients may.</summary>
    Reader = 1,

    /// <summary>The client may read all content, also drafts and withdrawn articles.</summary>
    Preview = 2,

    /// <summary>The client may write articles, people, places and topics.</summary>
    Editor = 3,

    /// <summary>The client may do everything.</summary>
    Admin = 4,
}
