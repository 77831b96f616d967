using CsCheck;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>
/// Generates requests from the schema: mostly valid, with values of wrong JSON types, empty lists, nulls inside lists and absent
/// variables. Some documents are changed at a random place, and some requests name a persisted document or request the cost. A shorter
/// request is a smaller one, which is what failures are shrunk to.
/// </summary>
/// <param name="ids">Global ids of things that exist.</param>
internal sealed class RequestGenerator(SchemaModel schema, IReadOnlyList<string> ids) : Gen<RandomRequest>
{
    private static readonly string[] CostModes = ["report", "validate", "REPORT", "", "report, validate", "\"report\"", "1e9", "\t"];

    private static readonly string[] Ids =
        ["FrontPage", "ArticlePage", "TopicPage", "frontpage", "../FrontPage", "sha256:", "a\0b", "%2e", ""];

    public override RandomRequest Generate(PCG pcg, Size? min, out Size size)
    {
        var mutates = pcg.Next(100) < 15;
        var values = new ValueGenerator(schema, ids, pcg);
        var type = schema[mutates ? "Mutation" : "Query"];
        var roots = Enumerable.Range(0, 1 + (int)pcg.Next(2)).Select(i => Field(type, $"r{i}: ", (int)pcg.Next(5), values, pcg));
        var set = string.Join(' ', roots);
        var declared = values.Declarations is { Length: > 0 } list ? $"({list})" : "";
        var document = $"{(mutates ? "mutation" : "query")} R{declared} {{ {set} }}";
        document = pcg.Next(12) == 0 ? DocumentMutator.Mutate(document, pcg) : document;
        var request = new RandomRequest(document, values.Variables, mutates || pcg.Next(2) == 0)
        {
            Cost = pcg.Next(10) == 0 ? CostModes[pcg.Next((uint)CostModes.Length)] : null,
            Id = pcg.Next(30) == 0 ? Ids[pcg.Next((uint)Ids.Length)] : null,
            WithHash = pcg.Next(15) == 0,
        };
        size = new Size((ulong)(request.Document.Length + request.Variables.Length));
        return request;
    }

    private string Field(TypeModel parent, string alias, int depth, ValueGenerator values, PCG pcg)
    {
        var field = parent.Fields[pcg.Next((uint)parent.Fields.Length)];
        var given = field.Arguments.Where(a => a.Type.IsNonNull ? pcg.Next(20) > 0 : pcg.Next(3) == 0);
        var arguments = string.Join(", ", given.Select(a => $"{a.Name}: {values.Literal(a.Type)}"));
        var below = schema[field.Type.NamedType] is { Kind: "OBJECT" or "INTERFACE" or "UNION" } type
            ? $" {{ {Selections(type, depth, values, pcg)} }}"
            : "";
        var directive = pcg.Next(12) == 0 ? $" @{(pcg.Next(2) == 0 ? "skip" : "include")}(if: {values.Literal(ValueGenerator.Switch)})" : "";
        return $"{alias}{field.Name}{(arguments.Length > 0 ? $"({arguments})" : "")}{directive}{below}";
    }

    private string Selections(TypeModel type, int depth, ValueGenerator values, PCG pcg)
    {
        var all = new List<string> { "__typename" };
        if (depth > 0)
        {
            for (var i = 1 + (int)pcg.Next(3); i > 0; i--)
            {
                if (type.PossibleTypes is { Length: > 0 } possible && (type.Fields.Length == 0 || pcg.Next(2) == 0))
                {
                    var one = possible[pcg.Next((uint)possible.Length)];
                    all.Add($"... on {one} {{ {Field(schema[one], $"f{i}: ", depth - 1, values, pcg)} }}");
                }
                else
                {
                    all.Add(Field(type, $"f{i}: ", depth - 1, values, pcg));
                }
            }
        }

        return string.Join(' ', all);
    }
}
