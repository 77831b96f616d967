using GraphQL.Execution;
using GraphQLParser.AST;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Pricing;

/// <summary>
/// One field of a response, with everything that its cost depends on. If a document selects the same fields in several places, the places
/// share one object.
/// </summary>
internal sealed class PricedField
{
    private readonly FieldType _definition;
    private readonly GraphQLField _node;
    private readonly PricedSelection[] _selections;
    private readonly double _weight;
    private readonly bool _isList;
    private readonly ListSize? _listSize;

    // Equal for all requests if the field is constant. Several requests may compute it, with equal results.
    private UnitCost? _constant;

    /// <param name="selections">The selections below the field, for each type that its value may have; empty for a scalar.</param>
    /// <param name="index">The number of the field in its plan.</param>
    public PricedField(FieldType definition, GraphQLField node, PricedSelection[] selections, int index)
    {
        (_definition, _node, _selections, Index) = (definition, node, selections, index);
        var type = definition.ResolvedType is NonNullGraphType inner ? inner.ResolvedType : definition.ResolvedType;
        _isList = type is ListGraphType;
        _listSize = definition.FindListSize();
        _weight = definition.FindCost() ?? (_isList || selections.Length > 0 ? 1 : 0);
        IsConstant = !VariableSearch.Uses(node.Arguments) && Array.TrueForAll(selections, s => s.IsConstant);
    }

    public int Index { get; }

    public string Name => _definition.Name;

    /// <summary>True if no value of a variable changes the cost.</summary>
    public bool IsConstant { get; }

    /// <summary>Returns the cost of the field for one parent.</summary>
    /// <param name="memo">The costs computed so far, by <see cref="Index"/>. They do not depend on the size.</param>
    /// <param name="size">The number of elements, if a field above determines it; null otherwise.</param>
    public OperationCost Compute(IExecutionContext execution, UnitCost?[] memo, int? size)
    {
        var unit = _constant ?? (memo[Index] ??= ComputeUnit(execution, memo));
        if (IsConstant)
        {
            _constant = unit;
        }

        return unit.Multiply(_listSize is { SizedFields.Length: > 0 } ? null : size);
    }

    private UnitCost ComputeUnit(IExecutionContext execution, UnitCost?[] memo)
    {
        var arguments = _definition.Arguments is { Count: > 0 } ? Arguments.Of(execution, _definition, _node) : null;
        var ownSize = _listSize is null || arguments is null ? _listSize?.Default : _listSize.Compute(arguments);
        var isConnection = _listSize is { SizedFields.Length: > 0 };
        var weight = _weight + (arguments is null ? 0 : InputCost.Compute(_definition, arguments));

        // For an abstract type, the dearest of its types counts.
        var (field, type) = (0d, 0d);
        foreach (var selection in _selections)
        {
            var cost = isConnection
                ? selection.Compute(execution, memo, _listSize, ownSize ?? 1)
                : selection.Compute(execution, memo);
            (field, type) = (Math.Max(field, cost.Field), Math.Max(type, cost.Type));
        }

        var objects = _selections.Length == 0 ? 0 : 1 + type;
        return new UnitCost(weight, new OperationCost(field, objects), _isList && !isConnection ? ownSize ?? 1 : 1);
    }
}
