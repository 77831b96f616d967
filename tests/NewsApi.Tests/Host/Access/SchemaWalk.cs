using NewsApi.Tests.GraphQL.Execution;

namespace NewsApi.Tests.Host.Access;

/// <summary>Generates queries that together select every field of the schema, and every position of a value in its arguments.</summary>
internal sealed class SchemaWalk(SchemaModel schema)
{
    private readonly HashSet<(string Above, string Edge)> _seen = [];

    /// <summary>
    /// Returns documents that select each field of each type below each field that returns the type, with all fields of its result that
    /// have no fields of their own.
    /// </summary>
    /// <param name="root">A field with its arguments, such as <c>articles(first: 2)</c>.</param>
    public IEnumerable<string> Documents(string root)
    {
        var field = schema["Query"].Fields.Single(f => f.Name == root.Split('(')[0]);
        var open = new Queue<(TypeModel Type, string Before, string After, string Edge)>();
        open.Enqueue((schema[field.Type.NamedType], $"{{ {root} {{ ", " } }", field.Name));
        while (open.TryDequeue(out var at))
        {
            yield return $"{at.Before}__typename {string.Join(' ', at.Type.Fields.Where(IsLeaf).Select(f => f.Name))}{at.After}";
            foreach (var next in at.Type.Fields.Where(f => !IsLeaf(f) && _seen.Add((at.Edge, $"{at.Type.Name}.{f.Name}"))))
            {
                open.Enqueue((schema[next.Type.NamedType], $"{at.Before}{next.Name} {{ ", $" }}{at.After}", $"{at.Type.Name}.{next.Name}"));
            }

            foreach (var possible in at.Type.PossibleTypes.Where(_ => at.Type.Kind != "OBJECT"))
            {
                open.Enqueue((schema[possible], $"{at.Before}... on {possible} {{ ", $" }}{at.After}", at.Edge));
            }
        }
    }

    /// <summary>
    /// Returns a literal of the type for each position in it, with VALUE in the place of the value, and the scalar there. It leaves out
    /// what only repeats a filter.
    /// </summary>
    public IEnumerable<(string Literal, string Scalar)> Positions(TypeRef type, int depth)
    {
        var (before, after) = type.IsList ? ("[", "]") : ("", "");
        var named = schema[type.NamedType];
        if (named.Kind != "INPUT_OBJECT")
        {
            yield return ($"{before}VALUE{after}", named.Name);
        }
        else if (depth > 0)
        {
            foreach (var field in named.Inputs.Where(f => f.Name is not ("and" or "or" or "not" or "all" or "any")))
            {
                foreach (var (literal, scalar) in Positions(field.Type, depth - 1))
                {
                    yield return ($"{before}{{ {field.Name}: {literal} }}{after}", scalar);
                }
            }
        }
    }

    private bool IsLeaf(FieldModel field) => schema[field.Type.NamedType].Kind is "SCALAR" or "ENUM";
}
