using Npgsql;
using NpgsqlTypes;

namespace NewsApi.Content.Reading.Statements;

/// <summary>Builds the text and the parameters of a statement. Values become numbered parameters and never enter the text.</summary>
public sealed class SqlText
{
    private readonly List<NpgsqlParameter> _parameters = [];
    private readonly List<object> _values = [];
    private readonly List<string> _tables = [];
    private string _text = "";

    /// <summary>
    /// True if the best plan depends on the values of the parameters. PostgreSQL then makes a new plan for each execution. Otherwise, it
    /// may use one plan for all values.
    /// </summary>
    public bool PlansByValue { get; init; }

    /// <summary>
    /// True if the result also depends on the time at which the statement runs. The times at which articles become public or expire do not
    /// count, because they are known.
    /// </summary>
    public bool DependsOnMoment { get; set; }

    /// <summary>The values of the parameters, as they were given.</summary>
    internal IReadOnlyList<object> Values => _values;

    public SqlText Append(string sql)
    {
        _text += sql;
        return this;
    }

    /// <summary>Adds text before and after the text so far.</summary>
    public SqlText Enclose(string before, string after)
    {
        _text = string.Concat(before, _text, after);
        return this;
    }

    /// <summary>
    /// Adds a query as a materialized CTE, which runs at most once. Returns the name of the CTE.
    /// </summary>
    public string AddTable(string query)
    {
        var name = $"t{_tables.Count + 1}";
        _tables.Add($"{name} as materialized ({query})");
        return name;
    }

    /// <summary>Adds a parameter and returns its SQL, such as <c>$3</c>.</summary>
    public string AddParameter(object value)
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
        _values.Add(value);
        return $"${_parameters.Count}";
    }

    /// <summary>Adds a parameter of the type of a field's column, and returns its SQL.</summary>
    public string AddParameter(Field field, object value)
    {
        var parameter = AddParameter(value);
        return field.Type.IsEnum ? $"{parameter}::smallint" : parameter;
    }

    public NpgsqlBatchCommand ToBatchCommand()
    {
        var command = new NpgsqlBatchCommand(ToString());
        AddParameters(command.Parameters);
        return command;
    }

    /// <summary>Makes a command of the statement, with the given SQL before and after the statement.</summary>
    public NpgsqlCommand ToCommand(NpgsqlConnection connection, string before, string after)
    {
        var command = new NpgsqlCommand(string.Concat(before, ToString(), after), connection);
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

    public override string ToString() => _tables.Count == 0 ? _text : $"with {string.Join(", ", _tables)} {_text}";
}
