using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Tests.GraphQL.Filtering;

/// <summary>
/// Filters and orders made by walking the input types that the service publishes, with values near to those that the things
/// have: equal ones, parts, other cases, one more and one less, and the ends of each scalar. The same for the same seed.
/// </summary>
internal sealed class RandomFilters(InputTypes types, ILookup<string, Thing> things, int seed)
{
    private static readonly string[] Strange =
        ["", "%", "_", @"\", "'", "\"", ".*", "[a-z]", "(", "^", "$", "\n", "İ", "ſ", "K", "Σ", "ß", "\ue000", "👩‍🚀", "é",
        "; drop table article; --"];

    private readonly Random _random = new(seed);

    private readonly Dictionary<string, Thing[]> _holders = things.SelectMany(t => t)
        .Concat(things["Article"].SelectMany(a => (Thing[])a.Values["mentions"]!))
        .GroupBy(t => t.Type).ToDictionary(g => g.Key, g => g.ToArray());

    /// <summary>Every input field that was used, as <c>Type.field</c>.</summary>
    public HashSet<string> Used { get; } = [];

    public Dictionary<string, object?> Filter(string type, int depth = 3)
    {
        var filter = new Dictionary<string, object?>();
        var input = $"{type}FilterInput";

        // The search has no truth in memory: tests of its own know what it finds.
        InputTypes.InputField[] fields =
            [.. types[input].Where(f => f.Name != "search" && (depth > 0 || !Nests(f))
                && (f.Name is "and" or "or" or "not" or "within" || IsKnown(type, f.Name == "withinSlug" ? "slug" : f.Name)))];
        for (var i = _random.Next(8) == 0 ? 0 : _random.Next(1, 3); i > 0; i--)
        {
            var field = Use(input, fields);
            filter[field.Name] = field switch
            {
                { Name: "and" or "or" } => Many(0, 3, () => Filter(type, depth - 1)),
                { Name: "not" } => Filter(type, depth - 1),
                { Name: "within" } => Pick(_holders[type]).GlobalId,
                { Name: "withinSlug" } => Pick(_holders[type]).Values["slug"],
                _ when field.Type == "ListStringOperationFilterInput" =>
                    Quantifiers(field.Type, () => Operations("StringOperationFilterInput", type, field.Name, depth - 1)),
                _ when field.Type.StartsWith("ListFilterInputTypeOf", StringComparison.Ordinal) =>
                    Quantifiers(field.Type, () => Filter(Between(field.Type, "ListFilterInputTypeOf", "FilterInput"), depth - 1)),
                _ when field.Type.EndsWith("OperationFilterInput", StringComparison.Ordinal) =>
                    Operations(field.Type, type, field.Name, depth - 1),
                _ => Filter(Between(field.Type, "", "FilterInput"), depth - 1),
            };
        }

        return filter;
    }

    /// <summary>Sort keys: the field, or the field of the thing above, and whether descending.</summary>
    public List<(string[] Path, bool Descending)> Order(string type)
    {
        var order = new List<(string[] Path, bool Descending)>();
        for (var i = _random.Next(4); i > 0; i--)
        {
            var path = new List<string>();
            do
            {
                var input = $"{type}SortInput";
                path.Add(Use(input, types[input].Where(f => f.Name is "within" or "broader" || IsKnown(type, f.Name))).Name);
            }
            while (path[^1] is "within" or "broader");
            if (path.Count <= 5 && !order.Exists(o => o.Path.SequenceEqual(path)))
            {
                order.Add(([.. path], _random.Next(2) == 0));
            }
        }

        return order;
    }

    public int Next(int below) => _random.Next(below);

    private Dictionary<string, object?> Quantifiers(string input, Func<Dictionary<string, object?>> of)
    {
        var field = Use(input, types[input]);
        return new() { [field.Name] = field.Name == "any" ? _random.Next(2) == 0 : of() };
    }

    private Dictionary<string, object?> Operations(string input, string type, string field, int depth)
    {
        var operations = new Dictionary<string, object?>();
        for (var i = _random.Next(10) == 0 ? 2 : 1; i > 0; i--)
        {
            var operation = Use(input, types[input].Where(f => depth > 0 || f.Name is not ("and" or "or")));
            operations[operation.Name] = operation switch
            {
                { Name: "and" or "or" } => Many(0, 3, () => Operations(input, type, field, depth - 1)),
                { IsList: true } => Many(
                    0, 4, () => operation.ItemIsNullable && _random.Next(6) == 0 ? null : Value(operation, type, field)),
                { Name: "eq" or "neq" } when _random.Next(6) == 0 => null,
                _ => Value(operation, type, field),
            };
        }

        return operations;
    }

    /// <summary>One of the fields. Every other time one that has not been used yet, because some are rarely reached.</summary>
    private InputTypes.InputField Use(string input, IEnumerable<InputTypes.InputField> fields)
    {
        InputTypes.InputField[] all = [.. fields];
        InputTypes.InputField[] unused = [.. all.Where(f => !Used.Contains($"{input}.{f.Name}"))];
        var field = Pick(unused.Length > 0 && _random.Next(2) == 0 ? unused : all);
        Used.Add($"{input}.{field.Name}");
        return field;
    }

    private object Value(InputTypes.InputField operation, string type, string field)
    {
        if (types.IsEnum(operation.Type))
        {
            return new Thing.Choice(Pick(types.ValuesOf(operation.Type)), -1);
        }

        var like = Pick(_holders[type]).Values[field];
        var near = like is string[] texts ? (texts.Length == 0 ? null : Pick(texts)) : like;
        return operation.Type switch
        {
            "ID" => near!,
            "String" => Text(near as string, operation.Name),
            "Int" => _random.Next(20) == 0 ? Pick(int.MinValue, int.MaxValue) : (near as int? ?? 3) + _random.Next(-1, 2),
            "Float" => _random.Next(20) == 0 ? Pick(double.MinValue, double.MaxValue, 1e-9) : (near as double? ?? 3) + _random.Next(-1, 2),
            "DateTime" => Time(near as DateTime? ?? new DateTime(2026, 1, 15, 12, 0, 0, DateTimeKind.Utc)),
            _ => throw new ArgumentException($"Nobody has said here what a {operation.Type} looks like."),
        };
    }

    private string Text(string? like, string operation)
    {
        if (like is null || _random.Next(8) == 0)
        {
            return Pick(Strange);
        }

        System.Text.Rune[] runes = [.. like.EnumerateRunes()];
        var (start, end) = (_random.Next(runes.Length + 1), _random.Next(runes.Length + 1));
        var (from, to) = operation switch
        {
            _ when operation.Contains("ontains", StringComparison.Ordinal) => (Math.Min(start, end), Math.Max(start, end)),
            _ when operation.Contains("tartsWith", StringComparison.Ordinal) => (0, end),
            _ when operation.Contains("ndsWith", StringComparison.Ordinal) => (start, runes.Length),
            _ => (0, runes.Length),
        };
        var text = string.Concat(runes[from..to].Select(r => r.ToString()));
        return _random.Next(4) switch { 0 => text.ToUpperInvariant(), 1 => CaseFold.Of(text), _ => text };
    }

    private DateTime Time(DateTime like) => _random.Next(8) switch
    {
        0 => like.AddMilliseconds(1),
        1 => like.AddMilliseconds(-1),
        2 => like.AddTicks(1),
        3 => like.AddTicks(-1),
        4 when _random.Next(4) == 0 => Pick(DateTime.MinValue, DateTime.MaxValue),
        _ => like,
    };

    /// <summary>Whether the things say anything about a field at all: what a file does not state cannot be asked of it.</summary>
    private bool IsKnown(string type, string field) => _holders[type][0].Values.ContainsKey(field);

    private static bool Nests(InputTypes.InputField field) =>
        field.Name is "and" or "or" or "not" || !field.Type.EndsWith("OperationFilterInput", StringComparison.Ordinal)
            && field.Name is not ("within" or "withinSlug");

    private static string Between(string text, string start, string end) => text[start.Length..^end.Length];

    private object?[] Many(int from, int to, Func<object?> make) => [.. Enumerable.Range(0, _random.Next(from, to)).Select(_ => make())];

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];
}
