namespace CnnVulkan.Reference;

/// <summary>Layers in float64 on bare numbers, for gradients by differences and for training by definition.</summary>
public static class Float64Layers
{
    /// <summary>Convolution: input N×C×…, weights O×(C/groups)×…, bias O or empty; to N×O×….</summary>
    public static double[] Conv(double[] input, TensorShape inputShape, double[] weights, TensorShape weightShape, double[] bias, SpatialWindow window, int groups = 1)
    {
        var result = new double[OutputOf(inputShape, weightShape, window).Count];
        for (int i = 0; bias.Length > 0 && i < result.Length; i++)
            result[i] = bias[i / (result.Length / inputShape[0] / weightShape[0]) % weightShape[0]];
        ForEachProduct(inputShape, weightShape, window, groups, (x, w, y) => result[y] += input[x] * weights[w]);
        return result;
    }

    /// <summary>The gradient of a convolution's weights: input N×C×…, the gradient N×O×… of its output; to weights O×(C/groups)×….</summary>
    public static double[] ConvWeightGradient(double[] input, TensorShape inputShape, double[] gradient, TensorShape weightShape, SpatialWindow window, int groups = 1)
    {
        var result = new double[weightShape.Count];
        ForEachProduct(inputShape, weightShape, window, groups, (x, w, y) => result[w] += input[x] * gradient[y]);
        return result;
    }

    /// <summary>The gradient of a convolution's input: the gradient N×O×… of its output, weights O×(C/groups)×…; to N×C×….</summary>
    public static double[] ConvInputGradient(double[] gradient, TensorShape inputShape, double[] weights, TensorShape weightShape, SpatialWindow window, int groups = 1)
    {
        var result = new double[inputShape.Count];
        ForEachProduct(inputShape, weightShape, window, groups, (x, w, y) => result[x] += gradient[y] * weights[w]);
        return result;
    }

    /// <summary>The shape that a convolution gives.</summary>
    public static TensorShape OutputOf(TensorShape input, TensorShape weights, SpatialWindow window) => new([input[0], weights[0], .. window.OutputOf(input)]);

    /// <summary>Visits the indices of input, weight and output of all products that a convolution adds up.</summary>
    private static void ForEachProduct(TensorShape input, TensorShape weights, SpatialWindow window, int groups, Action<int, int, int> visit)
    {
        TensorShape output = OutputOf(input, weights, window);
        int groupInputs = weights[1], groupOutputs = weights[0] / groups;
        int inPixels = input.CountOf(2, input.Rank), outPixels = output.CountOf(2, output.Rank), taps = weights.CountOf(2, weights.Rank);
        // Where each tap of each place lies in a plane; the same for all channels and pictures.
        var places = new List<(int Tap, int From, int To)>();
        int to = 0;
        foreach (int[] place in MultiIndex.All(new TensorShape([.. output.Dimensions.Skip(2)])))
        {
            int tap = 0;
            foreach ((int[] _, int[] at) in window.TapsAt(place))
            {
                if (SpatialWindow.Inside(input, at))
                    places.Add((tap, MultiIndex.Flat(input, [0, 0, .. at]), to));
                tap++;
            }
            to++;
        }
        for (int n = 0; n < input[0]; n++)
        {
            for (int o = 0; o < weights[0]; o++)
            {
                for (int i = 0; i < groupInputs; i++)
                {
                    int x = (n * input[1] + o / groupOutputs * groupInputs + i) * inPixels, w = (o * groupInputs + i) * taps, y = (n * weights[0] + o) * outPixels;
                    foreach ((int tap, int from, int target) in places)
                        visit(x + from, w + tap, y + target);
                }
            }
        }
    }
}
