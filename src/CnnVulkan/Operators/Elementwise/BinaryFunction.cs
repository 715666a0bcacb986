namespace CnnVulkan.Operators;

/// <summary>Functions of two elements. The numbers are those of <c>binary.comp</c> and, from 15 on, <c>binary_compare.comp</c>.</summary>
internal enum BinaryFunction
{
    /// <summary>a + b.</summary>
    Add = 0,

    /// <summary>a - b.</summary>
    Sub = 1,

    /// <summary>a · b.</summary>
    Mul = 2,

    /// <summary>a / b; integers truncate towards zero.</summary>
    Div = 3,

    /// <summary>a^b, of a's type.</summary>
    Pow = 4,

    /// <summary>The smaller; NaN where either is.</summary>
    Min = 5,

    /// <summary>The larger; NaN where either is.</summary>
    Max = 6,

    /// <summary>The remainder with b's sign, as Python's %.</summary>
    Mod = 7,

    /// <summary>The remainder with a's sign, as C's fmod.</summary>
    Fmod = 8,

    /// <summary>a where a ≥ 0, else a · b.</summary>
    PRelu = 9,

    /// <summary>Both.</summary>
    And = 10,

    /// <summary>Either.</summary>
    Or = 11,

    /// <summary>Exactly one.</summary>
    Xor = 12,

    /// <summary>a shifted left by b bits.</summary>
    ShiftLeft = 13,

    /// <summary>a shifted right by b bits, zeros coming in.</summary>
    ShiftRight = 14,

    /// <summary>a = b.</summary>
    Equal = 15,

    /// <summary>a &lt; b.</summary>
    Less = 16,

    /// <summary>a ≤ b.</summary>
    LessOrEqual = 17,

    /// <summary>a > b.</summary>
    Greater = 18,

    /// <summary>a ≥ b.</summary>
    GreaterOrEqual = 19,
}
