using System.Text.Json;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>A reference to a type, as introspection gives it: a name, or a wrapper around another reference.</summary>
internal sealed record TypeRef(string Kind, string? Name, TypeRef? Of)
{
    public bool IsNonNull => Kind == "NON_NULL";

    public bool IsList => Nullable.Kind == "LIST";

    /// <summary>Without the outermost non-null.</summary>
    public TypeRef Nullable => IsNonNull ? Inner : this;

    /// <summary>The type within a list or a non-null.</summary>
    public TypeRef Inner => Of ?? throw new InvalidOperationException($"{this} wraps no type.");

    /// <summary>The named type at the innermost.</summary>
    public string NamedType => Name ?? Inner.NamedType;

    public static TypeRef Read(JsonElement json) => new(
        json.GetProperty("kind").GetString() ?? "",
        json.GetProperty("name").GetString(),
        json.TryGetProperty("ofType", out var of) && of.ValueKind == JsonValueKind.Object ? Read(of) : null);

    /// <summary>As a document writes it: <c>[ID!]!</c>.</summary>
    public override string ToString() => Kind switch
    {
        "NON_NULL" => $"{Inner}!",
        "LIST" => $"[{Inner}]",
        _ => NamedType,
    };
}
