namespace NewsApi.Transport.Http;

/// <summary>The published schema in SDL. Asked for at every download, so it should be text that is already there.</summary>
public delegate string SchemaText();
