namespace NewsApi.Content.Entities;

/// <summary>A person in the news.</summary>
public sealed class Person : Entity;
