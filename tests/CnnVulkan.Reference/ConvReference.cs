namespace CnnVulkan.Reference;

/// <summary>Convolution by its definition: for each output, the sum over its window.</summary>
public static class ConvReference
{
    /// <summary>input N×C×…, weights O×(C/groups)×…, bias O or null.</summary>
    public static Tensor<float> Run(Tensor<float> input, Tensor<float> weights, Tensor<float>? bias, SpatialWindow window, int groups = 1)
    {
        int outputs = weights.Shape[0], groupInputs = weights.Shape[1];
        int plane = input.Shape.CountOf(2, input.Shape.Rank), taps = weights.Shape.CountOf(2, weights.Shape.Rank);
        var shape = new TensorShape([input.Shape[0], outputs, .. window.OutputOf(input.Shape)]);
        var result = new Tensor<float>(shape);
        foreach (int[] index in MultiIndex.All(shape))
        {
            int n = index[0], o = index[1], group = o / (outputs / groups);
            double sum = bias?.Data[o] ?? 0;
            foreach ((int[] tap, int[] at) in window.TapsAt(index[2..]))
            {
                if (!SpatialWindow.Inside(input.Shape, at))
                    continue;
                // The next channel lies one plane further; finding each place anew made whole networks take minutes.
                int x = MultiIndex.Flat(input.Shape, [n, group * groupInputs, .. at]), w = MultiIndex.Flat(weights.Shape, [o, 0, .. tap]);
                for (int c = 0; c < groupInputs; c++)
                    sum += (double)input.Data[x + c * plane] * weights.Data[w + c * taps];
            }
            result.Data[MultiIndex.Flat(shape, index)] = (float)sum;
        }
        return result;
    }
}
