namespace CnnVulkan.Operators;

/// <summary>What stands around a padded tensor. The numbers are those of <c>pad.comp</c>.</summary>
internal enum PadMode
{
    /// <summary>One value.</summary>
    Constant = 0,

    /// <summary>The nearest element.</summary>
    Edge = 1,

    /// <summary>The elements mirrored at the outermost one, which is not repeated.</summary>
    Reflect = 2,

    /// <summary>The elements from the other end.</summary>
    Wrap = 3,
}
