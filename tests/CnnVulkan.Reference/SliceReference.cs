namespace CnnVulkan.Reference;

/// <summary>ONNX Slice, one start, end and step per axis; ends and starts are in range or beyond, negative from the end.</summary>
public static class SliceReference
{
    public static Tensor<T> Run<T>(Tensor<T> input, long[] starts, long[] ends, long[] steps)
        where T : unmanaged
    {
        int[][] taken = Enumerable.Range(0, input.Shape.Rank).Select(a => Indices(input.Shape[a], starts[a], ends[a], steps[a])).ToArray();
        return Positions.Fill(
            new TensorShape(taken.Select(t => t.Length).ToArray()),
            p => input.At(p.Select((x, a) => taken[a][x]).ToArray()));
    }

    /// <summary>The indices that a start, end and step take of an axis, found by walking.</summary>
    private static int[] Indices(int extent, long start, long end, long step)
    {
        if (start < 0)
            start += extent;
        if (end < 0)
            end += extent;
        var taken = new List<int>();
        if (step > 0)
        {
            for (decimal i = Math.Max(start, 0); i < Math.Min(end, extent); i += step)
                taken.Add((int)i);
        }
        else
        {
            for (decimal i = Math.Min(start, extent - 1); i > Math.Max(end, -1) && i >= 0; i += step)
                taken.Add((int)i);
        }
        return taken.ToArray();
    }
}
