using Npgsql;
using NpgsqlTypes;

namespace NewsApi.Content.Reading.Statements;

/// <summary>A statement in the making. Values become numbered parameters and never enter the text.</summary>
public sealed class SqlText
{
    private readonly List<NpgsqlParameter> _parameters = [];
    private string _text = "";

    /// <summary>True where the best plan depends on the values; it is then planned anew each time, instead of once for any value.</summary>
    public bool PlansByValue { get; init; }

    public SqlText Append(string sql)
    {
        _text += sql;
        return this;
    }

    /// <summary>Adds a value and returns its place, such as <c>$3</c>.</summary>
    public string Parameter(object value)
    {
        _parameters.Add(value switch
        {
            string text => new NpgsqlParameter<string> { TypedValue = text },
            long number => new NpgsqlParameter<long> { TypedValue = number },
            int number => new NpgsqlParameter<int> { TypedValue = number },
            short number => new NpgsqlParameter<short> { TypedValue = number },
            double number => new NpgsqlParameter<double> { TypedValue = number },
            bool truth => new NpgsqlParameter<bool> { TypedValue = truth },
            DateTimeOffset time => new NpgsqlParameter<DateTime> { TypedValue = time.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            DateTime time => new NpgsqlParameter<DateTime> { TypedValue = time, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            string[] or long[] or int[] or short[] or double[] or bool[] or DateTime[] => new NpgsqlParameter { Value = value },
            _ => throw new ArgumentException($"There is no parameter of type {value.GetType()}.", nameof(value)),
        });
        return $"${_parameters.Count}";
    }

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(_text);
        AddParameters(command.Parameters);
        return command;
    }

    /// <summary>The statement with something around it.</summary>
    public NpgsqlCommand ToCommand(NpgsqlConnection connection, string before, string after)
    {
        var command = new NpgsqlCommand(string.Concat(before, _text, after), connection);
        AddParameters(command.Parameters);
        return command;
    }

    private void AddParameters(NpgsqlParameterCollection to)
    {
        foreach (var parameter in _parameters)
        {
            to.Add(parameter);
        }
    }

    public override string ToString() => _text;
}
