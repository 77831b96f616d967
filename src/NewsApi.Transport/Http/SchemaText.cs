namespace NewsApi.Transport.Http;

/// <summary>Returns the schema in SDL; null if clients may not read it. Each download calls it, so it should return cached text.</summary>
public delegate string? SchemaText();
