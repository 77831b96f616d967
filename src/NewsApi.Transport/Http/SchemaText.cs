namespace NewsApi.Transport.Http;

/// <summary>Returns the schema in SDL. It is called for every download, so it should return cached text.</summary>
public delegate string SchemaText();
