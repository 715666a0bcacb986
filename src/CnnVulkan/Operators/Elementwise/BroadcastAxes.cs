namespace CnnVulkan.Operators;

/// <summary>
/// The axes of an output over which operands are broadcast, collapsed to as few as have different strides, innermost first.
/// Equal shapes collapse to one axis; a vector per channel of N×C×H×W to three.
/// </summary>
internal sealed class BroadcastAxes
{
    private BroadcastAxes(int[] extents, int[][] strides)
    {
        Extents = extents;
        Strides = strides;
    }

    /// <summary>How many axes are left.</summary>
    public int Rank => Extents.Length;

    /// <summary>The extents, innermost first.</summary>
    public int[] Extents { get; }

    /// <summary>For each operand its strides, innermost first; 0 along an axis it is broadcast over.</summary>
    public int[][] Strides { get; }

    /// <summary>Collapses the axes of an output and of operands that broadcast to it.</summary>
    public static BroadcastAxes Collapse(TensorShape output, params TensorShape[] operands)
    {
        int[][] full = operands.Select(o => Expand.BroadcastStrides(o, output)).ToArray();
        var extents = new List<int>();
        var strides = operands.Select(_ => new List<int>()).ToArray();
        for (int axis = output.Rank - 1; axis >= 0; axis--)
        {
            int extent = output[axis];
            if (extent == 1)
                continue;
            int last = extents.Count - 1;
            bool continues = last >= 0 && Enumerable.Range(0, operands.Length).All(o => full[o][axis] == strides[o][last] * extents[last]);
            if (continues)
            {
                extents[last] *= extent;
                continue;
            }
            extents.Add(extent);
            for (int o = 0; o < operands.Length; o++)
                strides[o].Add(full[o][axis]);
        }
        return new BroadcastAxes([.. extents], [.. strides.Select(s => s.ToArray())]);
    }
}
