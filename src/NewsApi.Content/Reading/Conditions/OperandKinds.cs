namespace NewsApi.Content.Reading.Conditions;

/// <summary>The kinds of fields that an operator applies to.</summary>
[Flags]
public enum OperandKinds
{
    None = 0,

    /// <summary>Text.</summary>
    Text = 1,

    /// <summary>Numbers and times.</summary>
    Ordered = 2,

    /// <summary>Ids and enums, which are compared only for equality.</summary>
    Choice = 4,

    Boolean = 8,

    All = Text | Ordered | Choice | Boolean,
}
