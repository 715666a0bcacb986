namespace CnnVulkan.Reference;

/// <summary>ONNX CumSum.</summary>
public static class CumSumReference
{
    public static Tensor<float> Run(Tensor<float> input, int axis, bool exclusive, bool reverse)
        => Positions.Fill(input.Shape, p =>
        {
            double sum = 0;
            for (int k = 0; k < input.Shape[axis]; k++)
            {
                bool before = reverse ? k > p[axis] : k < p[axis];
                int[] from = p.ToArray();
                from[axis] = k;
                if (before || (k == p[axis] && !exclusive))
                    sum += input.At(from);
            }
            return (float)sum;
        });
}
