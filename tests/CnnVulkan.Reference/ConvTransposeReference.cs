namespace CnnVulkan.Reference;

/// <summary>Transposed convolution by its definition: each input element adds its filter, scaled, to the output.</summary>
public static class ConvTransposeReference
{
    /// <summary>input N×C×…, weights C×(O/groups)×…, bias O or null; the output's spatial extents are given, what falls outside is dropped.</summary>
    public static Tensor<float> Run(Tensor<float> input, Tensor<float> weights, Tensor<float>? bias, SpatialWindow window, int[] output, int groups = 1)
    {
        int groupInputs = input.Shape[1] / groups, groupOutputs = weights.Shape[1];
        var shape = new TensorShape([input.Shape[0], groupOutputs * groups, .. output]);
        var sums = new double[shape.Count];
        foreach (int[] index in MultiIndex.All(shape))
            sums[MultiIndex.Flat(shape, index)] = bias?.Data[index[1]] ?? 0;
        foreach (int[] index in MultiIndex.All(input.Shape))
        {
            double x = input.Data[MultiIndex.Flat(input.Shape, index)];
            int group = index[1] / groupInputs;
            foreach ((int[] tap, int[] at) in window.TapsAt(index[2..]))
            {
                if (!SpatialWindow.Inside(shape, at))
                    continue;
                for (int o = 0; o < groupOutputs; o++)
                    sums[MultiIndex.Flat(shape, [index[0], group * groupOutputs + o, .. at])] += x * weights.Data[MultiIndex.Flat(weights.Shape, [index[1], o, .. tap])];
            }
        }
        return new Tensor<float>(shape, Array.ConvertAll(sums, s => (float)s));
    }
}
