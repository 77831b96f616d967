namespace NewsApi.Content.Importing;

/// <summary>Something worth telling that does not keep an item out; <paramref name="Name"/> groups equal ones.</summary>
public sealed record ImportWarning(string Name, string Message);
